import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { findRecoveryRecord } from "../../../../contract/recovery-record.ts";
import type { Result } from "../../../../contract/result.ts";
import { recoveryLine } from "../../../../runner/store/keep-result.ts";

const result = {
  benchmark_id: "X",
  job: { id: "1", attempt: 1 },
  outcome: "succeeded",
  flags: { valid: true },
  finished_at: "2026-01-01T00:00:00.000Z",
} as Result;

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
