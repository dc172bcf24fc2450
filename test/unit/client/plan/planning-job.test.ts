import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { BatchClient, SubmitJobCommand, type SubmitJobCommandInput } from "@aws-sdk/client-batch";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { submit } from "../../../../cli/commands/submit.ts";
import { adoptPlan } from "../../../../client/plan/adopt-plan.ts";
import { closePlan } from "../../../../client/plan/close-plan.ts";
import { plan as planProgram } from "../../../../client/plan/image-program.ts";
import { openJournal } from "../../../../client/plan/journal.ts";
import { readPlan } from "../../../../client/plan/plan-record.ts";
import { planStatus } from "../../../../client/plan/plan-status.ts";
import { planScheduled, type ScheduledSuite } from "../../../../client/plan/planning-job/plan-scheduled.ts";
import { readWords } from "../../../../client/plan/planning-job/read-words.ts";
import { runPlan } from "../../../../client/plan/run-plan.ts";
import { scheduledTime } from "../../../../contract/planning-order.ts";
import { submitJobFor } from "../../../../emulator/events/submit-job.ts";
import type { Front } from "../../../../emulator/http/front.ts";
import { readStack } from "../../../../emulator/stack/read-stack.ts";
import { synthesise } from "../../../../infra/synthesise.ts";
import { batchOutputs } from "../../../support/batch-outputs.ts";
import { standInAws } from "../../../support/stand-in-aws.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { localBatch } from "../../emulator/batch/local-batch.ts";
import { frontOn } from "../../emulator/http/front-on.ts";

/** Four benchmarks, two replicates of each. */
const environment = { operations: { schedules: [{ suite: "nightly", expression: "rate(1 day)" }] } };
const at = "2026-03-22T18:59:43Z";

/** The stacks of an environment with a schedule, and what the schedule asks of Batch. */
function deployed() {
  const outdir = temporaryDirectory("planning");
  const file = path.join(outdir, "default.json");
  writeFileSync(file, JSON.stringify(environment));
  const stacks = synthesise({ outdir, environment: file });
  const operations = JSON.parse(readFileSync(path.join(stacks.at(-1) ?? "", "cdk.tf.json"), "utf8")) as {
    resource: { aws_scheduler_schedule: Record<string, { name: string; target: { input: string } }> };
  };
  const input = Object.values(operations.resource.aws_scheduler_schedule).find(
    ({ name }) => name === "nightly",
  )?.target.input;
  return { stack: readStack(stacks), input: input ?? "" };
}

const { stack, input } = deployed();

describe("a schedule's job, in the local Batch of the synthesised stacks", () => {
  const { call, clock, requests, batch, describe: detailOf } = localBatch({ stack });
  let front: Front;
  let client: BatchClient;
  beforeAll(async () => {
    front = await frontOn({ api: batch.api });
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    client = new BatchClient({
      endpoint: front.urls[0] ?? "",
      region: "us-east-1",
      credentials,
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await front.close();
  });

  test("submits what gcbench submit would, in that order, and a job that depends on all of it", async () => {
    const id = await submitJobFor(batch.api, JSON.parse(input.replace(scheduledTime, at)) as object);
    await clock.advance(600_000);
    const [started] = requests;
    expect(started).toMatchObject({ jobId: id, jobName: "scheduled-nightly" });
    const [word, ...words] = started?.container.command ?? [];
    expect(word).toBe("plan");

    const sent: SubmitJobCommandInput[] = [];
    const submitter = Object.assign(Object.create(client) as BatchClient, {
      send: async (command: SubmitJobCommand) => {
        if (command instanceof SubmitJobCommand) sent.push(command.input);
        return client.send(command);
      },
    });
    const { s3 } = standInAws().clients;
    const { signal } = new AbortController();
    const planning = { clients: { submitter, s3 }, jobId: id, signal };
    const planned = await planScheduled(readWords(words), planning);
    expect(planned).toMatchObject({ jobs: 8, plannedBy: id });

    const printed = vi.spyOn(console, "log").mockImplementation(() => {});
    const options = { outputs: batchOutputs(environment), output: ".", seed: Date.parse(at) / 1000 };
    await submit("nightly", { ...options, dryRun: true }, signal);
    const { submissions } = JSON.parse(String(printed.mock.lastCall)) as {
      submissions: SubmitJobCommandInput[];
    };
    printed.mockRestore();
    const benchmarks = sent.slice(0, -1);
    const named = (all: readonly SubmitJobCommandInput[]) => all.map((of) => ({ ...of, jobName: "any" }));
    expect(named(benchmarks)).toEqual(named(submissions));
    for (const { jobName } of sent) expect(jobName).toMatch(/^scheduled-/);

    const closing = detailOf(planned.closing ?? "");
    expect(closing.dependsOn).toHaveLength(8);
    await clock.advance(24 * 3_600_000);
    const ends = (closing.dependsOn ?? []).map(({ jobId = "" }) => detailOf(jobId));
    expect(ends.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => "SUCCEEDED"));
    const last = Math.max(...ends.map(({ stoppedAt = Number.NaN }) => stoppedAt));
    expect(detailOf(planned.closing ?? "")).toMatchObject({ status: "SUCCEEDED" });
    expect(detailOf(planned.closing ?? "").startedAt).toBeGreaterThanOrEqual(last);

    // The same job tried again finds all of it there; another that was told of the same time leaves it to the first.
    expect(await planScheduled(readWords(words), planning)).toEqual(planned);
    const other = await planScheduled(readWords(words), { ...planning, jobId: "another" });
    expect(other).toEqual({ ...planned, closing: null });
    expect(sent).toHaveLength(9);
    expect(call("DescribeJobs", { jobs: [id] }).jobs).toHaveLength(1);
  });
});

const { Parameters } = JSON.parse(input) as { Parameters: { suite: string; place: string } };
const words = (time = at) => {
  const { suite, place } = Parameters;
  return ["--suite", suite, "--place", place, "--time", time, "--output-path", "s3://bucket/results"];
};
const given = (time?: string): ScheduledSuite => readWords(words(time));
const { signal } = new AbortController();

test("another time is another plan in another order", async () => {
  const orders = await Promise.all(
    [at, "2026-03-23T18:59:43Z"].map(async (time) => {
      const { jobs, clients } = standInAws();
      const { plan } = await planScheduled(given(time), { clients, jobId: "planner", signal });
      return { plan, order: [...jobs.values()].map(({ benchmark }) => benchmark).join(" ") };
    }),
  );
  const [first, second] = orders;
  expect(first?.plan).toMatch(/^nightly-20260322t1859-[0-9a-f]{8}$/);
  expect(second?.plan).not.toBe(first?.plan);
  expect(second?.order).not.toBe(first?.order);
});

/** A Batch that is gone after so many requests; the last one that it takes is not answered. */
function dying(submitter: BatchClient, after: number): BatchClient {
  let requests = 0;
  return {
    send: async (command: SubmitJobCommand) => {
      requests += 1;
      if (requests > after) throw new Error("gone");
      const answer = await submitter.send(command);
      if (requests === after) throw new Error("gone");
      return answer;
    },
  } as unknown as BatchClient;
}

test("wherever the job ends: tried again, no job is there twice and none is missing", async () => {
  for (let after = 0; after < 10; after += 1) {
    const { jobs, clients } = standInAws();
    const planning = { clients, jobId: "planner", signal };
    const cut = { ...planning, clients: { ...clients, submitter: dying(clients.submitter, after) } };
    await planScheduled(given(), cut).catch(() => undefined);
    const { closing } = await planScheduled(given(), planning);
    const names = [...jobs.values()].map(({ name }) => name);
    expect([names.length, new Set(names).size]).toEqual([9, 9]);
    expect(jobs.get(closing ?? "")?.dependsOn).toHaveLength(8);
  }
});

test.each([
  ["whole", /never/],
  ["without what closes it", /\/closing-/],
])("a plan that a schedule made can be followed and closed from here: %s", async (_, lost) => {
  const { jobs, objects, clients, outputPath } = standInAws();
  const { plan } = await planScheduled(given(), { clients, jobId: "planner", signal });
  for (const key of objects.keys()) if (lost.test(key)) objects.delete(key);
  const outputDir = temporaryDirectory("adopted");
  const url = `${outputPath}/plans/${plan}/`;
  const soon = new Date("2026-03-24T00:00:00Z");
  expect(await adoptPlan(clients.s3, url, outputDir, soon)).toBe(plan);
  const record = await readPlan(outputDir, plan);
  const journal = await openJournal(outputDir, plan);
  const observer = { submitted: () => {}, ended: () => {}, line: () => {} };
  const run = {
    record,
    journal,
    clients,
    outputDir,
    concurrency: Number.POSITIVE_INFINITY,
    pollMs: 1,
    signal,
    observer,
  };
  await runPlan(run);
  await closePlan({ ...run, s3: clients.s3 });
  expect(planStatus(record, journal.events)).toMatchObject({ ok: true, closed: true });
  expect(jobs.size).toBe(9);
  // What has come of it here stays.
  await adoptPlan(clients.s3, url, outputDir, soon);
  expect((await openJournal(outputDir, plan)).events).toHaveLength(journal.events.length);
});

test("a plan without the ids of its jobs is not gone on with once Batch may have forgotten them", async () => {
  const { objects, clients, outputPath } = standInAws();
  const { plan } = await planScheduled(given(), { clients, jobId: "planner", signal });
  for (const key of objects.keys()) if (key.includes("/closing-")) objects.delete(key);
  const late = adoptPlan(
    clients.s3,
    `${outputPath}/plans/${plan}`,
    temporaryDirectory("late"),
    new Date("2026-03-30"),
  );
  await expect(late).rejects.toMatchObject({ code: "unknown-plan" });
});

test("a place without a plan is refused, with what would be one", async () => {
  const { clients } = standInAws();
  await expect(
    adoptPlan(clients.s3, "s3://bucket/results/plans/none", temporaryDirectory("none")),
  ).rejects.toMatchObject({
    code: "unknown-plan",
    hint: expect.stringContaining("plan.json") as string,
  });
});

test.each([
  ["a word that is missing", words().slice(0, 4), "invalid-command-line"],
  ["a time that Scheduler did not fill in", words(scheduledTime), "invalid-command-line"],
  [
    "a place that is none",
    ["--suite", "a", "--place", "{}", "--time", at, "--output-path", "s3://b/c"],
    "invalid-plan-record",
  ],
  ["a suite that is none", words().with(1, "---\nname: [\n"), "invalid-suite"],
  ["an output path that is none", words().with(7, "here"), "malformed-s3-url"],
])("%s is refused before anything is submitted", async (_, told, code) => {
  await expect(planProgram(told, { AWS_BATCH_JOB_ID: "planner" })).rejects.toMatchObject({ code });
  await expect(planProgram(words(), {})).rejects.toMatchObject({ code: "invalid-batch-environment" });
});
