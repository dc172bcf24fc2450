import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { cliExitCode, cliExitCodes, errorCodes } from "../../../cli/exit-codes.ts";
import { documentKinds, type DocumentKind } from "../../../contract/document-kinds.ts";
import { GeosBenchError } from "../../../contract/errors.ts";
import { parseJson } from "../../../contract/parse-json.ts";
import { suite } from "../../../contract/suite.ts";

const root = path.resolve(import.meta.dirname, "../../..");

function exitCodeOf(kind: DocumentKind, text: string): number | undefined {
  try {
    parseJson(suite, text, kind);
  } catch (error) {
    if (error instanceof GeosBenchError) return cliExitCode(error.code);
  }
  return undefined;
}

describe("the class of an error code", () => {
  test("a code that is not of the union does not compile", () => {
    // @ts-expect-error
    const made = new GeosBenchError("", { code: "no-such-code" });
    // @ts-expect-error
    expect(cliExitCode("no-such-code")).toBeUndefined();
    expect(made.message).toBe("");
  });

  test.each<DocumentKind>([
    "benchmarkConfig",
    "suite",
    "environmentConfig",
    "terraformOutputs",
    "imageRecord",
  ])("a %s that the caller can change is bad input, whether it is no JSON or not valid", (kind) => {
    expect(exitCodeOf(kind, "{")).toBe(cliExitCodes.badInput);
    expect(exitCodeOf(kind, "{}")).toBe(cliExitCodes.badInput);
  });

  test.each<DocumentKind>(["dockerConfig", "imageManifest", "result", "packageLock"])(
    "a %s that a program wrote is the machine's fault",
    (kind) => {
      expect(exitCodeOf(kind, "{")).toBe(cliExitCodes.environmentNotUsable);
      expect(exitCodeOf(kind, "{}")).toBe(cliExitCodes.environmentNotUsable);
    },
  );

  test("every code is raised somewhere", () => {
    const folders = "{bench,cli,client,container,contract,emulator,host,infra,report,runner}/**/*.ts";
    const sources = globSync(folders, {
      cwd: root,
      exclude: ["contract/error-codes.ts", "cli/exit-codes.ts"],
    })
      .map((file) => readFileSync(path.join(root, file), "utf8"))
      .join("\n");
    const unused = errorCodes.filter((code) => !sources.includes(`"${code}"`));
    expect(unused).toEqual([]);
  });

  test("every kind of document has a title and a code of its own", () => {
    const kinds = Object.values(documentKinds);
    for (const key of ["title", "code"] as const) {
      expect(new Set(kinds.map((kind) => kind[key])).size).toBe(kinds.length);
    }
  });
});

test("the README lists the exit codes of the command", () => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const [, listed = ""] = /^Exit codes: ([^]*?)\n\n/m.exec(readme) ?? [];
  const found = [...listed.matchAll(/(?:^|, |,\n)(\d+) /g)].map(([, code]) => Number(code));
  expect(found).toEqual(Object.values(cliExitCodes));
});
