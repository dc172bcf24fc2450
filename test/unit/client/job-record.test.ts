import { expect, test } from "vitest";
import { jobRecordOf } from "../../../client/job-record.ts";
import { jobRecord } from "../../../contract/job-record.ts";

const at = (minutes: number) => Date.UTC(2026, 0, 1, 0, minutes);

test("what Batch says of a retried job, each attempt by itself", () => {
  const detail = {
    jobName: "B",
    jobId: "j",
    jobQueue: "arn:q",
    jobDefinition: "arn:d:3",
    status: "SUCCEEDED",
    createdAt: at(0),
    startedAt: at(9),
    attempts: [
      {
        statusReason: "Host EC2 (instance i-1) terminated.",
        startedAt: at(2),
        stoppedAt: at(4),
        container: {},
      },
      { startedAt: at(9), stoppedAt: at(12), container: { exitCode: 0 } },
    ],
  } as const;
  const record = jobRecordOf({ ...detail, attempts: [...detail.attempts] }, 2, new Date(at(13)));
  expect(jobRecord.parse(record)).toEqual({
    schema_version: "1.0",
    job_id: "j",
    attempt: 2,
    recorded_at: "2026-01-01T00:13:00.000Z",
    queue: "arn:q",
    definition: "arn:d:3",
    submitted_at: { value: "2026-01-01T00:00:00.000Z" },
    started_at: { value: "2026-01-01T00:09:00.000Z" },
    stopped_at: { value: "2026-01-01T00:12:00.000Z" },
    attempts: [
      {
        started_at: { value: "2026-01-01T00:02:00.000Z" },
        stopped_at: { value: "2026-01-01T00:04:00.000Z" },
        exit_code: null,
        reason: "Host EC2 (instance i-1) terminated.",
      },
      {
        started_at: { value: "2026-01-01T00:09:00.000Z" },
        stopped_at: { value: "2026-01-01T00:12:00.000Z" },
        exit_code: 0,
        reason: null,
      },
    ],
  });
});

test("what it does not say is null with the reason", () => {
  const detail = {
    jobName: "B",
    jobId: "j",
    jobQueue: "q",
    jobDefinition: "d",
    status: "FAILED",
    startedAt: 0,
  } as const;
  expect(jobRecord.parse(jobRecordOf(detail, 1))).toMatchObject({
    submitted_at: { value: null, reason: expect.any(String) },
    started_at: { value: null, reason: "Batch does not name this attempt" },
    attempts: [],
  });
});
