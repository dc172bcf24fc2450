import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AttemptRequest } from "../../../../../../emulator/ports/executor.ts";
import type { SimulatedRun } from "../../../../../../emulator/executor/simulated-executor.ts";
import { localBatch } from "../../local-batch.ts";

const exited = (exitCode: number) => ({ exitCode, statusReason: "Essential container in task exited" });

/** Jobs run for a second; those named fail, by job name or by array index (":3"). */
const failing =
  (...names: string[]) =>
  ({ jobId, jobName }: AttemptRequest): SimulatedRun => ({
    durationMs: 1000,
    outcome: exited(
      names.some((name) => name === jobName || (name.startsWith(":") && jobId.endsWith(name))) ? 1 : 0,
    ),
  });

describe("dependsOn", () => {
  it("keeps a job PENDING until all that it depends on has succeeded, retries included", async () => {
    const {
      submit,
      describe: show,
      clock,
      statuses,
    } = localBatch({
      plan: ({ jobName, attempt }) => ({
        durationMs: 1000,
        outcome: exited(jobName === "a" && attempt === 1 ? 1 : 0),
      }),
    });
    const a = submit({ jobName: "a", retryStrategy: { attempts: 2 } });
    const b = submit({ jobName: "b" });
    const c = submit({ jobName: "c", dependsOn: [{ jobId: a }, { jobId: b }] });
    expect(show(c)).toMatchObject({ status: "SUBMITTED", dependsOn: [{ jobId: a }, { jobId: b }] });
    await clock.advance(1500);
    expect(show(c).status).toBe("PENDING");
    await clock.runOut();
    expect(statuses.get(c)).toEqual(["PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED"]);
    expect(show(c).startedAt).toBe(show(a).stoppedAt);
  });

  it("fails a job when one of its dependencies fails, and what depends on that in turn", async () => {
    const { submit, describe: show, clock } = localBatch({ plan: failing("a") });
    const a = submit({ jobName: "a" });
    const b = submit({ jobName: "b" });
    const c = submit({ jobName: "c", dependsOn: [{ jobId: a }, { jobId: b }] });
    const d = submit({ jobName: "d", dependsOn: [{ jobId: c }] });
    await clock.runOut();
    for (const id of [c, d]) {
      expect(show(id)).toMatchObject({
        status: "FAILED",
        statusReason: "Dependent Job failed",
        attempts: [],
      });
    }
    expect(show(b).status).toBe("SUCCEEDED");
  });

  it("counts what has ended before the submission", async () => {
    const { submit, describe: show, clock } = localBatch({ plan: failing("bad") });
    const good = submit();
    const bad = submit({ jobName: "bad" });
    await clock.runOut();
    const after = submit({ dependsOn: [{ jobId: good }] });
    const never = submit({ dependsOn: [{ jobId: bad }] });
    await clock.runOut();
    expect(show(after).status).toBe("SUCCEEDED");
    expect(show(never)).toMatchObject({ status: "FAILED", statusReason: "Dependent Job failed" });
  });

  it.each(["cancel", "terminate"] as const)(
    "lets a job that is given up by %s end with its dependencies",
    async (how) => {
      const local = localBatch();
      const a = local.submit();
      const b = local.submit({ dependsOn: [{ jobId: a }] });
      await local.clock.advance(10);
      local[how](b, "not needed");
      expect(local.describe(b)).toMatchObject({
        status: "PENDING",
        [how === "cancel" ? "isCancelled" : "isTerminated"]: true,
      });
      await local.clock.runOut();
      expect(local.describe(b)).toMatchObject({
        status: "FAILED",
        statusReason: "not needed",
        stoppedAt: 1_001_000,
      });
      expect(local.requests).toHaveLength(1);
    },
  );

  it.each([
    [{ dependsOn: [{ jobId: "none" }] }, /Job none, on which the job depends, does not exist/],
    [{ dependsOn: [{}] }, /needs a jobId, or type SEQUENTIAL/],
    [{ dependsOn: [{ type: "SEQUENTIAL" as const }] }, /for array jobs only/],
    [{ dependsOn: Array.from({ length: 21 }, () => ({ jobId: "x" })) }, /at most 20 jobs/],
    [{ arrayProperties: { size: 1 } }, /between 2 and 10000, given 1/],
    [{ arrayProperties: { size: 10_001 } }, /between 2 and 10000/],
  ])("refuses %j", (input, message) => {
    expect(() => localBatch().submit(input)).toThrow(message);
  });
});

describe("array jobs", () => {
  it("run their children, each with its index; the parent is PENDING until the last has ended", async () => {
    const {
      submit,
      describe: show,
      clock,
      requests,
      statuses,
      children,
      list,
    } = localBatch({ host: { vcpus: 2 } });
    const id = submit({ arrayProperties: { size: 3 } });
    expect(show(id).status).toBe("SUBMITTED");
    await clock.advance(10);
    expect(show(id)).toMatchObject({
      status: "PENDING",
      attempts: [],
      arrayProperties: { size: 3, statusSummary: { RUNNING: 2, RUNNABLE: 1, SUCCEEDED: 0, FAILED: 0 } },
    });
    expect(children(id).map((child) => child.jobId)).toEqual([`${id}:1`, `${id}:0`]);
    expect(children(id, "RUNNABLE").map((child) => child.arrayProperties?.index)).toEqual([2]);
    expect(list({ jobQueue: "queue", jobStatus: "RUNNING" }).jobSummaryList).toEqual([]);
    expect(
      list({ jobQueue: "queue", filters: [{ name: "JOB_NAME", values: ["*"] }] }).jobSummaryList,
    ).toHaveLength(1);
    await clock.runOut();
    expect(statuses.get(id)).toEqual(["PENDING", "SUCCEEDED"]);
    expect(show(`${id}:2`)).toMatchObject({ status: "SUCCEEDED", arrayProperties: { index: 2 } });
    const variable = (name: string) =>
      requests.map(({ container }) => container.environment?.find((one) => one.name === name)?.value);
    expect(variable("AWS_BATCH_JOB_ARRAY_INDEX")).toEqual(["0", "1", "2"]);
    expect(variable("AWS_BATCH_JOB_ARRAY_SIZE")).toEqual(["3", "3", "3"]);
    expect(variable("AWS_BATCH_JOB_ID")).toEqual([`${id}:0`, `${id}:1`, `${id}:2`]);
  });

  it("fail with one of their children, after the others have ended; children have attempts of their own", async () => {
    const { submit, describe: show, clock, requests } = localBatch({ plan: failing(":1") });
    const id = submit({ arrayProperties: { size: 3 }, retryStrategy: { attempts: 2 } });
    await clock.runOut();
    expect(show(id)).toMatchObject({
      status: "FAILED",
      statusReason: "Array Child Job failed",
      arrayProperties: { statusSummary: { SUCCEEDED: 2, FAILED: 1 } },
    });
    expect(requests).toHaveLength(4);
  });

  it("run one child after the other with SEQUENTIAL, and none after one that failed", async () => {
    const { submit, describe: show, clock, requests } = localBatch({ plan: failing(":2") });
    const id = submit({ arrayProperties: { size: 5 }, dependsOn: [{ type: "SEQUENTIAL" }] });
    await clock.advance(500);
    expect(show(id)).toMatchObject({ arrayProperties: { statusSummary: { RUNNING: 1, PENDING: 4 } } });
    await clock.runOut();
    expect(requests.map(({ jobId }) => jobId)).toEqual([`${id}:0`, `${id}:1`, `${id}:2`]);
    expect(show(`${id}:4`)).toMatchObject({ status: "FAILED", statusReason: "Dependent Job failed" });
    expect(show(id)).toMatchObject({ arrayProperties: { statusSummary: { SUCCEEDED: 2, FAILED: 3 } } });
  });

  it("wait index by index with N_TO_N", async () => {
    const {
      submit,
      describe: show,
      clock,
    } = localBatch({
      plan: ({ jobId }) => ({
        durationMs: 1000 * (Number(jobId.split(":")[1]) + 1),
        outcome: exited(jobId.endsWith(":1") ? 1 : 0),
      }),
    });
    const first = submit({ arrayProperties: { size: 3 } });
    const second = submit({ arrayProperties: { size: 3 }, dependsOn: [{ jobId: first, type: "N_TO_N" }] });
    await clock.runOut();
    expect(show(`${second}:0`)).toMatchObject({
      status: "SUCCEEDED",
      startedAt: show(`${first}:0`).stoppedAt,
    });
    expect(show(`${second}:1`)).toMatchObject({ status: "FAILED", statusReason: "Dependent Job failed" });
    expect(show(`${second}:2`)).toMatchObject({
      status: "SUCCEEDED",
      startedAt: show(`${first}:2`).stoppedAt,
    });
    expect(() => submit({ dependsOn: [{ jobId: first, type: "N_TO_N" }] })).toThrow(/given no array and 3/);
  });

  it("end with an array that never had children", async () => {
    const { submit, describe: show, clock } = localBatch({ plan: failing("bad") });
    const bad = submit({ jobName: "bad" });
    const first = submit({ arrayProperties: { size: 2 }, dependsOn: [{ jobId: bad }] });
    const second = submit({ arrayProperties: { size: 2 }, dependsOn: [{ jobId: first, type: "N_TO_N" }] });
    await clock.advance(10);
    expect(show(first)).toMatchObject({
      status: "PENDING",
      arrayProperties: { statusSummary: { PENDING: 0 } },
    });
    expect(show(second)).toMatchObject({ arrayProperties: { statusSummary: { PENDING: 2 } } });
    await clock.runOut();
    expect(show(first).statusReason).toBe("Dependent Job failed");
    expect(show(second)).toMatchObject({ status: "FAILED", statusReason: "Array Child Job failed" });
    const late = submit({ arrayProperties: { size: 2 }, dependsOn: [{ jobId: first, type: "N_TO_N" }] });
    await clock.runOut();
    expect(show(late).status).toBe("FAILED");
  });

  it.each([
    ["cancel", "SUCCEEDED"],
    ["terminate", "FAILED"],
  ] as const)("%s reaches every child", async (how, running) => {
    const local = localBatch({ host: { vcpus: 1 } });
    const id = local.submit({ arrayProperties: { size: 3 } });
    await local.clock.advance(10);
    local[how](id, "enough");
    await local.clock.runOut();
    expect(local.describe(`${id}:0`).status).toBe(running);
    expect(local.describe(`${id}:1`)).toMatchObject({ status: "FAILED", statusReason: "enough" });
    expect(local.describe(id)).toMatchObject({ status: "FAILED", statusReason: "enough" });
  });

  it("are given up child by child where these wait for one another, however many they are", async () => {
    const {
      submit,
      describe: show,
      clock,
      cancel,
    } = localBatch({ plan: () => ({ startMs: 1000, durationMs: 1 }) });
    const id = submit({ arrayProperties: { size: 10_000 }, dependsOn: [{ type: "SEQUENTIAL" }] });
    await clock.advance(10);
    cancel(id, "enough");
    await clock.runOut();
    expect(show(id)).toMatchObject({
      status: "FAILED",
      statusReason: "enough",
      arrayProperties: { statusSummary: { SUCCEEDED: 1, FAILED: 9999 } },
    });
    expect(show(`${id}:9999`).statusReason).toBe("enough");
  });
});

describe("any graph of jobs", () => {
  it("ends, and no job starts before all that it depends on has succeeded", async () => {
    const node = fc.record({
      size: fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined }),
      on: fc.array(fc.nat(), { maxLength: 3 }),
      sequential: fc.boolean(),
      fails: fc.boolean(),
      stop: fc.constantFrom("no", "no", "no", "cancel", "terminate"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(node, { minLength: 1, maxLength: 12 }), async (nodes) => {
        const local = localBatch({
          plan: ({ jobName }) => ({
            durationMs: 100,
            outcome: exited(nodes[Number(jobName)]?.fails ? 1 : 0),
          }),
        });
        const ids: string[] = [];
        for (const [index, { size, on, sequential, stop }] of nodes.entries()) {
          const before = ids.length === 0 ? [] : on.map((n) => ids[n % ids.length] ?? "");
          const arrays = new Set(ids.filter((_, n) => size !== undefined && nodes[n]?.size === size));
          const dependsOn = before.map((jobId) =>
            arrays.has(jobId) && sequential ? { jobId, type: "N_TO_N" as const } : { jobId },
          );
          const id = local.submit({
            jobName: String(index),
            dependsOn: [
              ...dependsOn,
              ...(size !== undefined && sequential ? [{ type: "SEQUENTIAL" as const }] : []),
            ],
            ...(size === undefined ? {} : { arrayProperties: { size } }),
          });
          ids.push(id);
          await local.clock.advance(index % 3 === 0 ? 70 : 0);
          if (stop !== "no") local[stop](id);
        }
        await local.clock.runOut();
        const all = ids.map(local.describe);
        for (const job of all) {
          expect(job.status).toMatch(/^(SUCCEEDED|FAILED)$/);
          if (job.status === "FAILED") expect(job.statusReason).toBeTruthy();
          for (const { jobId, type } of job.dependsOn ?? []) {
            if (jobId === undefined || type === "N_TO_N" || job.startedAt === undefined) continue;
            const dependency = local.describe(jobId);
            expect(dependency.status).toBe("SUCCEEDED");
            expect(dependency.stoppedAt).toBeLessThanOrEqual(job.startedAt);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
