import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesPattern } from "../../../../../../emulator/batch/job/matches-pattern.ts";
import { retryDecision } from "../../../../../../emulator/batch/scheduler/attempt/retry-decision.ts";
import type { AttemptOutcome } from "../../../../../../emulator/ports/executor.ts";
import { definition, localBatch } from "../../local-batch.ts";

const exited = (exitCode: number): AttemptOutcome => ({
  exitCode,
  statusReason: "Essential container in task exited",
});

describe("retryDecision", () => {
  const oom = { ...exited(137), reason: "OutOfMemoryError: Container killed due to memory usage" };
  const spot = { statusReason: "Host EC2 (instance i-1) terminated." };
  const exitOn = (entry: object) => ({ ...entry, action: "EXIT" as const });
  const retryOn = (entry: object) => ({ ...entry, action: "RETRY" as const });

  it.each([
    ["no entry", [], exited(1), "retry"],
    ["exit code", [exitOn({ onExitCode: "12" })], exited(12), "exit"],
    ["another exit code", [exitOn({ onExitCode: "12" })], exited(1), "retry"],
    ["exit code with asterisk", [exitOn({ onExitCode: "1*" })], exited(12), "exit"],
    ["any exit code, and none", [exitOn({ onExitCode: "*" })], spot, "exit"],
    ["status reason", [exitOn({ onStatusReason: "Host EC2*" })], spot, "exit"],
    ["reason", [exitOn({ onReason: "OutOfMemoryError:*" })], oom, "exit"],
    ["any reason, and none", [exitOn({ onReason: "*" })], exited(1), "exit"],
    ["no reason to match", [exitOn({ onReason: "Out*" })], exited(1), "retry"],
    ["all conditions", [exitOn({ onExitCode: "137", onReason: "Out*" })], oom, "exit"],
    ["not all conditions", [exitOn({ onExitCode: "1", onReason: "Out*" })], oom, "retry"],
    ["the first match decides", [retryOn({ onExitCode: "13*" }), exitOn({ onExitCode: "*" })], oom, "retry"],
    [
      "the usual Spot strategy, a failing program",
      [retryOn({ onStatusReason: "Host EC2*" }), exitOn({ onReason: "*" })],
      exited(12),
      "exit",
    ],
    [
      "the usual Spot strategy, Spot",
      [retryOn({ onStatusReason: "Host EC2*" }), exitOn({ onReason: "*" })],
      spot,
      "retry",
    ],
    ["lower case", [{ onExitCode: "1", action: "exit" as never }], exited(1), "exit"],
  ])("%s", (_, evaluateOnExit, ending, expected) => {
    expect(retryDecision({ attempts: 2, evaluateOnExit }, 1, ending)).toBe(expected);
    expect(retryDecision({ attempts: 2, evaluateOnExit }, 2, ending)).toBe("exit");
  });

  it("takes an asterisk as one only at the end", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (start, rest) => {
        expect(matchesPattern(`${start}*`, start + rest)).toBe(true);
        expect(matchesPattern(`${start}x`, start + rest)).toBe(rest === "x");
      }),
    );
  });
});

describe("retries", () => {
  it("runs a failing job again, each attempt with its own log stream and number", async () => {
    const {
      submit,
      describe: show,
      clock,
      requests,
      statuses,
    } = localBatch({
      plan: ({ attempt }) => ({ durationMs: 10, outcome: exited(attempt < 3 ? 12 : 0) }),
    });
    const id = submit({ retryStrategy: { attempts: 5 } });
    await clock.runOut();
    const job = show(id);
    expect(job.status).toBe("SUCCEEDED");
    expect(job.attempts?.map(({ container }) => container?.exitCode)).toEqual([12, 12, 0]);
    expect(new Set(job.attempts?.map(({ container }) => container?.logStreamName)).size).toBe(3);
    expect(requests.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(requests[2]?.container.environment).toContainEqual({ name: "AWS_BATCH_JOB_ATTEMPT", value: "3" });
    const round = ["RUNNABLE", "STARTING", "RUNNING"];
    expect(statuses.get(id)).toEqual([...round, ...round, ...round, "SUCCEEDED"]);
  });

  it("stops where evaluateOnExit says so, with the definition's strategy unless the job has one", async () => {
    const evaluateOnExit = [{ onExitCode: "12", action: "EXIT" as const }];
    const {
      submit,
      describe: show,
      clock,
    } = localBatch({
      stack: { jobDefinitions: [definition("job", { retryStrategy: { attempts: 4, evaluateOnExit } })] },
      plan: () => ({ durationMs: 10, outcome: exited(12) }),
    });
    const own = submit();
    const overridden = submit({ retryStrategy: { attempts: 2 } });
    await clock.runOut();
    expect(show(own)).toMatchObject({
      status: "FAILED",
      retryStrategy: { attempts: 4, evaluateOnExit: [{ onExitCode: "12", action: "exit" }] },
    });
    expect(show(own).attempts).toHaveLength(1);
    expect(show(overridden).attempts).toHaveLength(2);
  });

  it("puts a retried job before those submitted after it", async () => {
    const { submit, clock, requests } = localBatch({
      host: { vcpus: 1 },
      plan: ({ jobName, attempt }) => ({
        durationMs: 10,
        outcome: exited(jobName === "a" && attempt === 1 ? 1 : 0),
      }),
    });
    submit({ jobName: "a", retryStrategy: { attempts: 2 } });
    submit({ jobName: "b" });
    await clock.runOut();
    expect(requests.map(({ jobName, attempt }) => `${jobName}${attempt}`)).toEqual(["a1", "a2", "b1"]);
  });

  it("retries a container that did not start", async () => {
    const {
      submit,
      describe: show,
      clock,
    } = localBatch({
      plan: () => ({
        durationMs: 0,
        outcome: { statusReason: "Task failed to start", reason: "CannotPullContainerError: x" },
      }),
    });
    const id = submit({ retryStrategy: { attempts: 2 } });
    await clock.runOut();
    expect(show(id)).toMatchObject({ status: "FAILED", statusReason: "Task failed to start" });
    expect(show(id).attempts).toHaveLength(2);
  });

  it.each([
    [
      { evaluateOnExit: [{ onExitCode: "1", action: "EXIT" as const }] },
      /RetryAttempts must be provided with retry strategy/,
    ],
    [{ attempts: 11 }, /between 1 and 10/],
    [{ attempts: 0 }, /between 1 and 10/],
    [
      {
        attempts: 2,
        evaluateOnExit: Array.from({ length: 6 }, () => ({ onExitCode: "1", action: "EXIT" as const })),
      },
      /at most 5/,
    ],
    [{ attempts: 2, evaluateOnExit: [{ onExitCode: "1a", action: "EXIT" as const }] }, /given 1a/],
    [{ attempts: 2, evaluateOnExit: [{ onReason: "*x", action: "EXIT" as const }] }, /only at the end/],
    [{ attempts: 2, evaluateOnExit: [{ action: "EXIT" as const }] }, /needs onStatusReason/],
    [{ attempts: 2, evaluateOnExit: [{ onReason: "x", action: "STOP" as never }] }, /RETRY or EXIT/],
  ])("refuses %j", (retryStrategy, message) => {
    const { submit } = localBatch();
    expect(() => submit({ retryStrategy })).toThrow(message);
  });
});
