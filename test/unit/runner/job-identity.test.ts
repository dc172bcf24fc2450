import { expect, test } from "vitest";
import { jobIdentity } from "../../../runner/job-identity.ts";

test("what AWS Batch says of the job", () => {
  expect(
    jobIdentity({
      AWS_BATCH_JOB_ID: "1e7f:2",
      AWS_BATCH_JOB_ATTEMPT: "3",
      AWS_BATCH_JOB_ARRAY_INDEX: "2",
      AWS_BATCH_JQ_NAME: "queue",
      AWS_BATCH_CE_NAME: "ce",
    }),
  ).toEqual({ id: "1e7f:2", attempt: 3, queue: "queue", compute_environment: "ce", array_index: 2 });
});

test("outside Batch every run has an id of its own", () => {
  const [one, two] = [jobIdentity({}), jobIdentity({})];
  expect(one).toMatchObject({ attempt: 1, queue: null, compute_environment: null, array_index: null });
  expect(one.id).toMatch(/^local-[0-9a-f-]{36}$/);
  expect(one.id).not.toBe(two.id);
});

test.each([
  { AWS_BATCH_JOB_ID: "../../etc" },
  { AWS_BATCH_JOB_ATTEMPT: "0" },
  { AWS_BATCH_JOB_ATTEMPT: "x" },
])("%j is no Batch environment", (env) => {
  expect(() => jobIdentity(env)).toThrow(/The Batch environment is not valid/);
});
