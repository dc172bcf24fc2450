import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "../../../../runner/config/read-config.ts";
import { configJson } from "../support/benchmark.ts";
import { temporaryDirectory } from "../support/ports.ts";

const noObject = () => Promise.reject(new Error("not asked for"));

test("JSON text, a file and an S3 object are the same config", async () => {
  const file = join(temporaryDirectory(), "config.json");
  writeFileSync(file, configJson());
  const asked: object[] = [];
  const readObject = (url: object) => {
    asked.push(url);
    return Promise.resolve(configJson());
  };
  const fromText = await readConfig(`\n${configJson()}\n`, noObject);
  expect(fromText).toMatchObject({ id: "TEST-BENCHMARK", repetitions: 1, workload: { tracers: 21 } });
  expect(await readConfig(file, noObject)).toEqual(fromText);
  expect(await readConfig("s3://bucket/configs/a.json", readObject)).toEqual(fromText);
  expect(asked).toEqual([{ bucket: "bucket", key: "configs/a.json" }]);
});

test.each([
  ["", "no-benchmark-config", "is empty"],
  ["Ref::configJson", "no-benchmark-config", "without that parameter"],
  ["no-such-file.json", "no-benchmark-config", "neither JSON nor a file"],
  ["s3://bucket", "no-benchmark-config", "names a bucket"],
  ["s3://b/x", "malformed-s3-url", "not a bucket name"],
  ['{"id":}', "invalid-json", "is not JSON"],
  ['"text"', "invalid-benchmark-config", "(the document)"],
  ["[]", "invalid-benchmark-config", "(the document)"],
])("%j is refused", async (given, code, message) => {
  await expect(readConfig(given, noObject)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});
