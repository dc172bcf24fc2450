import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { encodeRecoveryRecord, findRecoveryRecord } from "../../../../contract/recovery-record.ts";
import type { Result } from "../../../../contract/result.ts";
import { recoveryLine } from "../../../../runner/store/keep-result.ts";

const result = {
  benchmark_id: "X",
  job: { id: "1", attempt: 1 },
  outcome: "succeeded",
  flags: { valid: true },
  finished_at: "2026-01-01T00:00:00.000Z",
} as Result;

test("any record comes back from the middle of any log", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.dictionary(fc.string(), fc.string({ unit: "binary" })),
      fc.array(fc.string()),
      fc.array(fc.string()),
      (destination, objects, before, after) => {
        fc.pre(!after.some((line) => line.includes("GCBENCH-RECOVER")));
        const log = [...before, encodeRecoveryRecord({ destination, objects }), ...after].join("\n");
        expect(findRecoveryRecord(log)).toEqual({ destination, objects });
      },
    ),
  );
});

test("a log without a record has none", () => {
  expect(findRecoveryRecord("runner: all is well\n")).toBeUndefined();
});

test("it is one line that fits a CloudWatch event, however much the workload wrote", async () => {
  const noise = randomBytes(300_000).toString("hex");
  const line = await recoveryLine("s3://b/x", result, [
    { name: "config.json", body: { text: "{}" } },
    { name: "results.json", body: { text: '{"a":1}' } },
    { name: "runs/0/report.json", body: { text: noise } },
    { name: "log.txt", body: { file: "/nonexistent/log.txt" } },
  ]);
  expect(line).not.toMatch(/\s/);
  expect(line.length).toBeLessThan(262_118);
  expect(Object.keys(findRecoveryRecord(line)?.objects ?? {})).toEqual([
    "config.json",
    "results.json",
    "manifest.json",
  ]);
});
