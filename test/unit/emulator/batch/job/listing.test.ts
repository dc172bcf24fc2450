import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { page, pageOf100 } from "../../../../../emulator/batch/resource/page.ts";
import { definition, localBatch } from "../local-batch.ts";

const ids = (list: { jobSummaryList?: { jobId?: string | undefined }[] | undefined }) =>
  list.jobSummaryList?.map(({ jobId }) => jobId);

describe("ListJobs", () => {
  it("lists RUNNING jobs unless a status is given, newest first", async () => {
    const { submit, list, clock } = localBatch({ host: { vcpus: 2 } });
    const [a, b, c] = [submit(), submit(), submit()];
    expect(ids(list({ jobQueue: "queue" }))).toEqual([]);
    expect(ids(list({ jobQueue: "queue", jobStatus: "SUBMITTED" }))).toEqual([c, b, a]);
    await clock.advance(1);
    expect(ids(list({ jobQueue: "arn:aws:batch:us-east-1:123456789012:job-queue/queue" }))).toEqual([b, a]);
    expect(ids(list({ jobQueue: "queue", jobStatus: "RUNNABLE" }))).toEqual([c]);
    await clock.runOut();
    const done = list({ jobQueue: "queue", jobStatus: "SUCCEEDED" });
    expect(ids(done)).toEqual([c, b, a]);
    expect(done.jobSummaryList?.[2]).toEqual({
      jobArn: `arn:aws:batch:us-east-1:123456789012:job/${a}`,
      jobId: a,
      jobName: "job",
      createdAt: 1_000_000,
      startedAt: 1_000_000,
      stoppedAt: 1_001_000,
      status: "SUCCEEDED",
      statusReason: "Essential container in task exited",
      capacityUsage: [{ capacityUnit: "VCPU", quantity: 1 }],
      container: { exitCode: 0 },
    });
  });

  it("filters by name, definition and time, whatever the status", async () => {
    const { submit, list, clock, register } = localBatch();
    register(definition("job"));
    register(definition("Other"));
    const a = submit({ jobName: "Test1" });
    await clock.advance(10_000);
    const b = submit({ jobName: "test10", jobDefinition: "job:1" });
    const c = submit({ jobName: "run", jobDefinition: "Other" });
    const filter = (name: string, ...values: string[]) =>
      ids(list({ jobQueue: "queue", filters: [{ name, values }], jobStatus: "FAILED" }));
    expect(filter("JOB_NAME", "TEST1")).toEqual([a]);
    expect(filter("JOB_NAME", "test1*")).toEqual([b, a]);
    expect(filter("JOB_DEFINITION", "job")).toEqual([b, a]);
    expect(filter("JOB_DEFINITION", "other")).toEqual([]);
    expect(filter("JOB_DEFINITION", "Oth*")).toEqual([c]);
    expect(filter("JOB_DEFINITION", "arn:aws:batch:us-east-1:123456789012:job-definition/job:1")).toEqual([
      b,
    ]);
    expect(filter("BEFORE_CREATED_AT", "1010000")).toEqual([a]);
    expect(filter("AFTER_CREATED_AT", "1000000")).toEqual([c, b]);
  });

  it("refuses what AWS refuses", () => {
    const { list } = localBatch();
    const jobQueue = "queue";
    const filter = { name: "JOB_NAME", values: ["x"] };
    expect(() => list({})).toThrow(/Exactly one of/);
    expect(() => list({ jobQueue, arrayJobId: "x" })).toThrow(/Exactly one of/);
    expect(() => list({ jobQueue: "none" })).toThrow("JobQueue none not found.");
    expect(() => list({ jobQueue, filters: [filter, filter] })).toThrow(/one filter/);
    expect(() => list({ jobQueue, filters: [{ name: "COLOUR", values: ["x"] }] })).toThrow(
      /JOB_NAME, JOB_DEFINITION/,
    );
    expect(() => list({ jobQueue, filters: [{ name: "BEFORE_CREATED_AT", values: ["today"] }] })).toThrow(
      /milliseconds/,
    );
    expect(() => list({ jobQueue, nextToken: "x" })).toThrow(/Invalid nextToken/);
  });

  it("gives pages that neither repeat nor lose a job while others come in", async () => {
    const { submit, list, clock } = localBatch({ host: { vcpus: 0.5 } });
    const all = Array.from({ length: 5 }, () => submit());
    await clock.advance(1);
    const seen: unknown[] = [];
    let nextToken: string | undefined;
    do {
      const found = list({
        jobQueue: "queue",
        jobStatus: "RUNNABLE",
        maxResults: 2,
        ...(nextToken && { nextToken }),
      });
      seen.push(...(ids(found) ?? []));
      ({ nextToken } = found);
      submit();
      await clock.advance(1);
    } while (nextToken !== undefined);
    expect(seen).toEqual(all.slice(1).toReversed());
  });
});

describe("page", () => {
  it("covers every list once, whatever the size", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 7 }), (numbers, maxResults) => {
        const items = numbers.toSorted((a, b) => a - b);
        const seen: number[] = [];
        let nextToken: string | undefined;
        do {
          const found = page(items, { maxResults, nextToken }, pageOf100, (item) => item);
          expect(found.items.length).toBeLessThanOrEqual(maxResults);
          seen.push(...found.items);
          ({ nextToken } = found);
        } while (nextToken !== undefined);
        expect(seen).toEqual(items);
      }),
    );
  });
});
