import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readImageRecord, writeImageRecord } from "../../../infra/config/image-record.ts";
import { loadEnvironment } from "../../../infra/config/load-environment.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const record = {
  repository: "registry.test/geos-chem",
  tag: "0.1.0-abc",
  digest: digest("1"),
  platforms: [{ platform: "linux/arm64" as const, digest: digest("2"), bytes: 3 }],
  recordedAt: "2026-01-02T03:04:05.000Z",
};

function environment(image: object | undefined): string {
  const file = path.join(temporaryDirectory("environment"), "mine.json");
  writeFileSync(file, JSON.stringify({ image }));
  return file;
}

test("what was pushed last is the image of an environment that names none", async () => {
  const file = environment(undefined);
  const before = loadEnvironment(file).image;
  expect(before.digest).toBeUndefined();
  await writeImageRecord(file, record);
  expect(loadEnvironment(file).image).toEqual({ ...before, digest: record.digest });
  expect(readImageRecord(file)).toEqual(record);
  expect(readdirSync(path.dirname(file)).toSorted()).toEqual(["mine.image.json", "mine.json"]);
});

test.for([[{ tag: "1.2.3" }], [{ digest: digest("f") }]])(
  "an environment that says %j means it",
  async ([image]) => {
    const file = environment(image);
    await writeImageRecord(file, record);
    const { tag, digest: used } = loadEnvironment(file).image;
    expect({ tag, digest: used }).toEqual({ tag, digest: undefined, ...image });
  },
);

test("a record that is not one is an error, not another image", () => {
  const file = environment(undefined);
  writeFileSync(file.replace(".json", ".image.json"), JSON.stringify({ ...record, digest: "latest" }));
  expect(() => loadEnvironment(file)).toThrow(/image record is not valid: digest: given "latest"/);
});
