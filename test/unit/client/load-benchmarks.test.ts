import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { loadBenchmarks } from "../../../client/load-benchmarks.ts";
import { smallConfig } from "../../support/configs.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

test("the default suite has one benchmark for each architecture, and the hash of its file", async () => {
  const { suite, suiteSha256, configs } = await loadBenchmarks({ suite: "smoke" });
  expect(suite).toBe("smoke");
  expect(suiteSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(configs.map(({ hardware }) => hardware.architecture)).toEqual(["arm64", "x86_64"]);
});

test("--arch leaves what is for that architecture", async () => {
  const { configs } = await loadBenchmarks({ suite: "smoke", arch: "amd64" });
  expect(configs.map(({ id }) => id)).toEqual(["SMOKE-X86"]);
});

test("a config is taken from a file as from the text itself", async () => {
  const text = JSON.stringify(smallConfig("arm64"));
  const file = path.join(temporaryDirectory("config"), "config.json");
  writeFileSync(file, text);
  const [fromFile, fromText] = [
    await loadBenchmarks({ suite: "smoke", config: file }),
    await loadBenchmarks({ suite: "smoke", config: text }),
  ];
  expect(fromFile).toEqual(fromText);
  expect(fromFile.suite).toBeNull();
});

test.each([
  [{ suite: "nope" }, "unknown-suite", /Known: .*smoke/],
  [{ suite: "smoke", config: "no/such/file" }, "bad-option", /no\/such\/file/],
  [{ suite: "smoke", config: "{" }, "invalid-json", /not JSON/],
  [
    { suite: "smoke", config: JSON.stringify(smallConfig("arm64")), arch: "amd64" as const },
    "bad-option",
    /for arm64/,
  ],
])("%j is refused", async (selection, code, message) => {
  await expect(loadBenchmarks(selection)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});
