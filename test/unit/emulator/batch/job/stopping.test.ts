import { describe, expect, it } from "vitest";
import { localBatch } from "../local-batch.ts";

const long = { startMs: 1000, durationMs: 3_600_000 };

describe("timeout", () => {
  it("counts from RUNNING, ends the job and is not retried", async () => {
    const { submit, describe: show, clock } = localBatch({ plan: () => long });
    const id = submit({ timeout: { attemptDurationSeconds: 60 }, retryStrategy: { attempts: 3 } });
    await clock.advance(60_999);
    expect(show(id).status).toBe("RUNNING");
    await clock.advance(1);
    expect(show(id)).toMatchObject({
      status: "FAILED",
      statusReason: "Job attempt duration exceeded timeout",
      container: { exitCode: 143 },
      timeout: { attemptDurationSeconds: 60 },
    });
    expect(show(id).attempts).toHaveLength(1);
  });

  it("kills 30 s later what does not end on SIGTERM", async () => {
    const { submit, describe: show, clock } = localBatch({ plan: () => ({ ...long, onSigterm: "ignores" }) });
    const id = submit({ timeout: { attemptDurationSeconds: 60 } });
    await clock.advance(61_000 + 29_999);
    expect(show(id).status).toBe("RUNNING");
    await clock.advance(1);
    expect(show(id)).toMatchObject({ status: "FAILED", container: { exitCode: 137 } });
  });

  it("starts anew with each attempt", async () => {
    const {
      submit,
      describe: show,
      clock,
    } = localBatch({
      plan: () => ({
        durationMs: 40_000,
        outcome: { exitCode: 1, statusReason: "Essential container in task exited" },
      }),
    });
    const id = submit({ timeout: { attemptDurationSeconds: 60 }, retryStrategy: { attempts: 3 } });
    await clock.runOut();
    expect(show(id).statusReason).toBe("Essential container in task exited");
    expect(show(id).attempts).toHaveLength(3);
  });

  it("is at least 60 s", () => {
    const { submit } = localBatch();
    expect(() => submit({ timeout: { attemptDurationSeconds: 59 } })).toThrow(
      /at least 60 seconds, given 59/,
    );
  });
});

describe.each(["cancel", "terminate"] as const)("%s before the job is placed", (operation) => {
  const flags = operation === "cancel" ? { isCancelled: true } : { isTerminated: true };

  it.each(["SUBMITTED", "RUNNABLE"])("ends a %s job with the caller's reason", async (state) => {
    const local = localBatch({ plan: () => long, host: { vcpus: 1 } });
    local.submit();
    const id = local.submit({ retryStrategy: { attempts: 3 } });
    if (state === "RUNNABLE") await local.clock.advance(0);
    expect(local.describe(id).status).toBe(state);
    local[operation](id, "no longer needed");
    expect(local.describe(id)).toMatchObject({
      status: "FAILED",
      statusReason: "no longer needed",
      attempts: [],
      ...flags,
    });
    await local.clock.runOut();
    expect(local.describe(id)).toMatchObject({ status: "FAILED", statusReason: "no longer needed" });
    expect(local.requests).toHaveLength(1);
  });
});

describe("cancel of a placed job", () => {
  it.each([
    ["STARTING", 500],
    ["RUNNING", 1500],
  ])("does nothing to a %s job, without an error", async (state, at) => {
    const { submit, describe: show, clock, cancel } = localBatch({ plan: () => long });
    const id = submit();
    await clock.advance(at);
    expect(cancel(id)).toEqual({});
    expect(show(id).status).toBe(state);
    expect(show(id)).not.toHaveProperty("isCancelled");
    await clock.runOut();
    expect(show(id).status).toBe("SUCCEEDED");
  });
});

describe("terminate of a placed job", () => {
  it.each([
    ["STARTING", 500, undefined],
    ["RUNNING", 1500, 143],
  ])("ends a %s job with the caller's reason, and it is not retried", async (state, at, exitCode) => {
    const { submit, describe: show, clock, terminate } = localBatch({ plan: () => long });
    const id = submit({ retryStrategy: { attempts: 3 } });
    await clock.advance(at);
    expect(show(id).status).toBe(state);
    terminate(id, "wrong input");
    await clock.advance(0);
    const job = show(id);
    expect(job).toMatchObject({ status: "FAILED", statusReason: "wrong input", isTerminated: true });
    expect(job.attempts).toHaveLength(1);
    expect(job.container?.exitCode).toBe(exitCode);
  });

  it("keeps the job RUNNING until it has ended", async () => {
    const {
      submit,
      describe: show,
      clock,
      terminate,
    } = localBatch({ plan: () => ({ ...long, onSigterm: "ignores" }) });
    const id = submit();
    await clock.advance(2000);
    terminate(id);
    await clock.advance(29_999);
    expect(show(id)).toMatchObject({ status: "RUNNING", isTerminated: true });
    await clock.advance(1);
    expect(show(id)).toMatchObject({ status: "FAILED", container: { exitCode: 137 } });
  });

  it("lets whoever hears of STARTING end the job at once", async () => {
    const { submit, describe: show, clock, terminate, batch } = localBatch({ plan: () => long });
    batch.events.on("jobStateChange", ({ detail }) => {
      if (detail.status === "STARTING") terminate(detail.jobId ?? "");
    });
    const id = submit();
    await clock.advance(0);
    expect(show(id).status).toBe("FAILED");
  });
});

describe("stopping what cannot be stopped", () => {
  it("leaves an ended job as it is", async () => {
    const { submit, describe: show, clock, cancel, terminate } = localBatch();
    const id = submit();
    await clock.runOut();
    const before = show(id);
    cancel(id);
    terminate(id);
    expect(show(id)).toEqual(before);
  });

  it("refuses an endless reason, and empty texts (getmoto/moto#5394)", () => {
    const { submit, cancel, terminate } = localBatch();
    expect(() => terminate(submit(), "x".repeat(1025))).toThrow(/1024/);
    for (const stop of [cancel, terminate]) {
      expect(() => stop("", "reason")).toThrow(/jobId is required/);
      expect(() => stop("id", "")).toThrow(/reason is required/);
    }
  });

  it("takes a job that does not exist for stopped (aws/aws-cli#2551)", () => {
    const { cancel, terminate } = localBatch();
    expect(cancel("none")).toEqual({});
    expect(terminate("none")).toEqual({});
  });

  describe("many at once", () => {
    const unknown = "00000000-0000-4000-8000-000000000000";

    it("cancels those that wait, and says what is no id", async () => {
      const { submit, describe: show, call, clock } = localBatch();
      const [runs, waits] = [submit(), submit({ dependsOn: [{ jobId: submit() }] })];
      await clock.advance(10);
      const given = { jobs: [runs, waits, unknown, "no-id"], reason: "all of them" };
      expect(call("CancelJobs", given)).toEqual({
        successful: [runs, waits, unknown],
        errors: [
          { job: "no-id", code: "ValidationException", message: "Job id no-id is not valid: it is a UUID" },
        ],
      });
      await clock.runOut();
      expect(show(runs).status).toBe("SUCCEEDED");
      expect(show(waits)).toMatchObject({ status: "FAILED", statusReason: "all of them" });
    });

    it("terminates whatever runs, children of arrays too", async () => {
      const { submit, describe: show, call, clock } = localBatch();
      const array = submit({ arrayProperties: { size: 2 } });
      await clock.advance(10);
      const child = `${array}:1`;
      const answer = call("TerminateJobs", { jobs: [child], reason: "enough" });
      expect(answer).toEqual({ successful: [child], errors: [] });
      await clock.runOut();
      expect(show(child)).toMatchObject({ status: "FAILED", statusReason: "enough", isTerminated: true });
      expect(show(`${array}:0`).status).toBe("SUCCEEDED");
    });

    it.each(["CancelJobs", "TerminateJobs"] as const)("%s takes 1 to 50, and a reason", (name) => {
      const { call } = localBatch();
      const most = Array.from({ length: 50 }, () => unknown);
      expect(call(name, { jobs: most, reason: "r" }).successful).toHaveLength(50);
      expect(() => call(name, { jobs: [...most, unknown], reason: "r" })).toThrow(
        /1 to 50 job ids, given 51/,
      );
      expect(() => call(name, { jobs: [], reason: "r" })).toThrow(/1 to 50 job ids, given 0/);
      expect(() => call(name, { jobs: [unknown], reason: "" })).toThrow(/reason is required/);
      expect(() => call(name, { jobs: [unknown], reason: "x".repeat(1025) })).toThrow(/1024/);
    });
  });
});
