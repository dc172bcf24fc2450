import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { seriesCheckStates } from "../../../infra/constructs/series-check-states.ts";
import { environmentCheckStates } from "../../../infra/constructs/environment-check-states.ts";
import { unavailable } from "../../support/unavailable.ts";
import { startMoto, type MotoServer } from "../../support/moto-server.ts";
import { runStateMachine } from "./support/run-state-machine.ts";

const names = ["geos-chem-graviton", "geos-chem-x86"];
const queues = ["geos-chem-graviton-queue", "geos-chem-x86-queue"];

/** With an answer of Batch in place of the call: moto's own environments are never INVALID. */
function answered(
  environments: readonly object[],
  waiting: readonly object[] = [],
  rest?: readonly object[],
): object {
  const definition = structuredClone(environmentCheckStates("aws", { environments: names, queues })) as {
    States: Record<string, object> & { "Each queue": { ItemProcessor: { States: Record<string, object> } } };
  };
  const result = { environments, found: environments.length };
  definition.States["Describe"] = { Type: "Pass", Result: result, Next: "All there?" };
  const { States } = definition.States["Each queue"].ItemProcessor;
  const page = (JobSummaryList: readonly object[], more = {}) => ({
    Type: "Pass",
    Result: { JobSummaryList, ...more },
    ResultPath: "$.page",
    Next: "Each job",
  });
  States["Waiting"] = page(waiting, rest && { NextToken: "more" });
  States["Next page"] = page(rest ?? []);
  return definition;
}

const environment = (index: number, State = "ENABLED", Status = "VALID", StatusReason = "Healthy") => ({
  ComputeEnvironmentName: names[index],
  State,
  Status,
  StatusReason,
});

const series = {
  schedule: "monthly-FULLCHEM",
  benchmark: "FULLCHEM",
  engine: "geos-chem-classic",
  instanceType: "c7g.4xlarge",
  dueDays: 33,
};

/** The check of series, with answers in place of the calls, and a time in place of JSONata, which moto cannot evaluate. */
function answeredSeries(found: object, Datapoints: readonly object[] = []): object {
  const given = { group: "geos-chem", namespace: "GeosChem/Bench", series: [series] };
  const definition = structuredClone(seriesCheckStates("aws", given)) as {
    States: { Each: { ItemProcessor: { States: Record<string, object> } } };
  };
  const { States } = definition.States.Each.ItemProcessor;
  const pass = (Result: unknown, ResultPath: string, Next: string) => ({
    Type: "Pass",
    Result,
    ResultPath,
    Next,
  });
  States["Schedule"] = pass(found, "$.found", "Disabled?");
  States["Since"] = pass("2026-10-25T20:00:00Z", "$.since", "New?");
  States["Results"] = pass({ Datapoints }, "$.results", "Any?");
  return definition;
}

describe("the checks, run by moto's Step Functions", () => {
  let missing: string | undefined;
  let moto: MotoServer;

  beforeAll(async () => {
    const started = await startMoto();
    if ("missing" in started) ({ missing } = started);
    else moto = started;
  });
  beforeEach(async (context) => {
    if (missing !== undefined) unavailable(context, missing);
    // moto 5.2 answers 500 to the second execution: it cannot copy what the first one left.
    await fetch(`${moto.url}/moto-api/reset`, { method: "POST" });
  });
  afterAll(() => moto?.close());

  test("an environment that is not there fails, and both are named", async () => {
    expect(await runStateMachine(moto.url, answered([environment(0)]))).toMatchObject({
      status: "FAILED",
      error: "ComputeEnvironmentMissing",
      cause: "There should be geos-chem-graviton, geos-chem-x86. Deploy the stack geos-chem-batch.",
    });
  });

  test("an environment that is being changed passes", async () => {
    const definition = answered([environment(0), environment(1, "ENABLED", "UPDATING")]);
    expect(await runStateMachine(moto.url, definition)).toMatchObject({ status: "SUCCEEDED" });
  });

  test.each([
    ["ENABLED", "INVALID", "CLIENT_ERROR - The security group 'sg-1' does not exist"],
    ["DISABLED", "VALID", "ComputeEnvironment Healthy"],
  ])("%s and %s fails, with Batch's reason", async (state, status, reason) => {
    const definition = answered([environment(0), environment(1, state, status, reason)]);
    expect(await runStateMachine(moto.url, definition)).toMatchObject({
      status: "FAILED",
      error: "ComputeEnvironmentUnusable",
      cause: `geos-chem-x86 is ${state}, ${status}: ${reason}`,
    });
  });

  const healthy = [environment(0), environment(1)];

  test("jobs that wait for others pass", async () => {
    const definition = answered(healthy, [
      { JobId: "1", JobName: "WAITS" },
      { JobId: "2", JobName: "WAITS-TOO", StatusReason: "" },
    ]);
    expect(await runStateMachine(moto.url, definition)).toMatchObject({ status: "SUCCEEDED" });
  });

  test("the job that blocks is found behind a page of others, where the oldest is", async () => {
    const StatusReason = "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none";
    const others = Array.from({ length: 3 }, (_, index) => ({ JobId: String(index), JobName: "WAITS" }));
    const definition = answered(healthy, others, [{ JobId: "17", JobName: "OLD", StatusReason }]);
    expect(await runStateMachine(moto.url, definition)).toMatchObject({
      status: "FAILED",
      error: "QueueBlocked",
      cause: `OLD (17): ${StatusReason}`,
    });
  });

  test.each([
    "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - too large",
    "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none",
  ])("a job that blocks its queue fails as long as it does: %s", async (StatusReason) => {
    const definition = answered(healthy, [{ JobId: "17", JobName: "LARGE", StatusReason }]);
    expect(await runStateMachine(moto.url, definition)).toMatchObject({
      status: "FAILED",
      error: "QueueBlocked",
      cause: `LARGE (17): ${StatusReason}`,
    });
  });

  const old = { state: "ENABLED", created: "2026-01-01T00:00:00Z" };

  test("a series with a result passes", async () => {
    const definition = answeredSeries(old, [{ SampleCount: 1, Timestamp: "2026-11-01T00:00:00Z" }]);
    expect(await runStateMachine(moto.url, definition)).toMatchObject({ status: "SUCCEEDED" });
  });

  test("a series without one passes as long as its schedule is newer than that", async () => {
    const definition = answeredSeries({ state: "ENABLED", created: "2026-11-20T00:00:00Z" });
    expect(await runStateMachine(moto.url, definition)).toMatchObject({ status: "SUCCEEDED" });
  });

  test.each([
    [
      "a series without a result",
      old,
      "SeriesStale",
      "FULLCHEM has had no valid result on c7g.4xlarge for 33 days; the schedule monthly-FULLCHEM should have made one",
    ],
    [
      "a schedule that is disabled",
      { ...old, state: "DISABLED" },
      "ScheduleDisabled",
      "The schedule monthly-FULLCHEM is disabled: nothing submits FULLCHEM",
    ],
  ])("%s fails, and is named", async (_, found, error, cause) => {
    expect(await runStateMachine(moto.url, answeredSeries(found))).toMatchObject({
      status: "FAILED",
      error,
      cause,
    });
  });
});
