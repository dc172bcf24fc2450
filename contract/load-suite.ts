import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import { GeosBenchError } from "./errors.ts";
import { expandSuite } from "./expand-suite.ts";
import { parseJson, parseValue } from "./parse-json.ts";
import { sha256 } from "./sha256.ts";
import { suiteFile } from "./suite-file.ts";
import type { Suite } from "./suite.ts";

/** Where the suites of this checkout are. */
export const suitesDirectory = path.join(import.meta.dirname, "..", "suites");

const endings = [".yaml", ".yml", ".json"] as const;

export interface LoadedSuite {
  readonly suite: Suite;
  /** Its file, as it is on disk. */
  readonly text: string;
  /** SHA-256 of the file, in hexadecimal: what tells one version of a suite from another. */
  readonly sha256: string;
}

/**
 * Reads a suite of `suites/` by its name, or one of the user's by its file. Throws {@link GeosBenchError}
 * `unknown-suite`, `invalid-json`, `invalid-suite`.
 */
export function loadSuite(given: string): LoadedSuite {
  return suiteOf(readSuite(isSuiteFile(given) ? given : shippedSuite(given)));
}

/** The same, of a file's text. Throws {@link GeosBenchError} `invalid-json`, `invalid-suite`. */
export const suiteOf = (text: string): LoadedSuite => ({
  suite: parseSuite(text),
  text,
  sha256: sha256(text),
});

/** Whether a file is meant, rather than the name of a suite. */
export const isSuiteFile = (given: string): boolean =>
  given.includes(path.sep) || endings.some((ending) => given.endsWith(ending));

/** Whether the text of a file is meant as a suite, right or wrong, rather than as the config of a benchmark. */
export function isSuiteText(file: string, text: string): boolean {
  if (/\.ya?ml$/.test(file)) return true;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && ("matrix" in value || "benchmarks" in value);
  } catch {
    return false;
  }
}

/** A suite from its text, YAML or JSON. Throws {@link GeosBenchError} `invalid-json`, `invalid-suite`. */
export function parseSuite(text: string): Suite {
  const file = text.trimStart().startsWith("{")
    ? parseJson(suiteFile, text, "suite")
    : parseValue(suiteFile, fromYaml(text), "suite");
  return expandSuite(file);
}

function fromYaml(text: string): unknown {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (!fault) return document.toJS();
  throw new GeosBenchError(`The suite is not YAML: ${fault.message}`, {
    code: "invalid-suite",
    hint: "YAML 1.2, or strict JSON.",
  });
}

function shippedSuite(name: string): string {
  const files = new Map(
    readdirSync(suitesDirectory)
      .filter(isSuiteFile)
      .map((file) => [path.parse(file).name, file]),
  );
  const file = files.get(name);
  if (file !== undefined) return path.join(suitesDirectory, file);
  throw new GeosBenchError(
    `There is no suite "${name}". Known: ${[...files.keys()].toSorted().join(", ")}.`,
    {
      code: "unknown-suite",
      hint: `A suite of your own is given by its file, whose name ends with ${endings.join(", ")}.`,
    },
  );
}

function readSuite(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new GeosBenchError(`Cannot read the suite "${file}": ${(cause as Error).message}.`, {
      code: "unknown-suite",
      cause,
    });
  }
}
