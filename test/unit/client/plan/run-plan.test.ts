import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SubmitJobCommand, type BatchClient } from "@aws-sdk/client-batch";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { closePlan } from "../../../../client/plan/close-plan.ts";
import { openJournal, readJournal } from "../../../../client/plan/journal.ts";
import {
  knownPlans,
  planFolder,
  readPlan,
  storePlan,
  type PlanRecord,
} from "../../../../client/plan/plan-record.ts";
import { planStatus } from "../../../../client/plan/plan-status.ts";
import { runPlan, type PlanRun } from "../../../../client/plan/run-plan.ts";
import { submitOnce } from "../../../../client/plan/submit-once.ts";
import { submitPlan } from "../../../../client/plan/submit-plan.ts";
import { benchmarkConfig } from "../../../../contract/benchmark-config.ts";
import { submission } from "../../../../contract/submission.ts";
import { orderJobs } from "../../../../report/plan/order-jobs.ts";
import { smallConfig } from "../../../support/configs.ts";
import { standInAws } from "../../../support/stand-in-aws.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

type Aws = ReturnType<typeof standInAws>;

const observer = { submitted: () => {}, ended: () => {}, line: () => {} };

function recordOf({ outputPath }: Aws, replicates: number, more: Partial<PlanRecord> = {}): PlanRecord {
  return {
    schema_version: "1.0",
    id: "own-20260101t0000-0a1b2c3d",
    suite: "own",
    suite_sha256: "0",
    created_at: "2026-01-01T00:00:00.000Z",
    where: { kind: "aws", region: "us-east-1" },
    seed: 1,
    replicates,
    primary_contrasts: [{ name: "b against a", baseline: "A", candidate: "B" }],
    references: [],
    jobs: orderJobs(["A", "B"], replicates, 1).map(({ number, block, benchmark }) => ({
      number,
      block,
      config: benchmarkConfig.parse({ ...smallConfig("x86_64"), id: benchmark }),
      queue: "queue",
      job_definition: "job",
      output_path: outputPath,
      environment: {},
    })),
    ...more,
  };
}

/** A plan that is recorded, and what it takes to run it from where it stands. */
async function recorded(aws: Aws, replicates: number, more: Partial<PlanRecord> = {}) {
  const outputDir = temporaryDirectory("plan");
  const record = recordOf(aws, replicates, more);
  await storePlan(outputDir, record);
  const run = async (other: Partial<PlanRun> = {}): Promise<PlanRun> => ({
    record: await readPlan(outputDir, record.id),
    journal: await openJournal(outputDir, record.id),
    clients: aws.clients,
    outputDir,
    concurrency: Number.POSITIVE_INFINITY,
    pollMs: 1,
    signal: new AbortController().signal,
    observer,
    ...other,
  });
  const status = async () => planStatus(record, await readJournal(outputDir, record.id));
  return { outputDir, record, run, status };
}

test("every job runs once, in the order of the plan, and its result is copied", async () => {
  const aws = standInAws();
  const { run, record, status, outputDir } = await recorded(aws, 3);
  await runPlan(await run());
  expect([...aws.jobs.values()].map(({ benchmark }) => benchmark)).toEqual(
    record.jobs.map(({ config }) => config.id),
  );
  const { ok, benchmarks, jobs } = await status();
  expect(ok).toBe(true);
  expect(benchmarks).toMatchObject([
    { jobs: 3, succeeded: 3, failed: 0, open: 0, instances: 3, unobserved: 0 },
    { jobs: 3, succeeded: 3, failed: 0, open: 0, instances: 3, unobserved: 0 },
  ]);
  for (const { result } of jobs) readFileSync(path.join(outputDir, result ?? "", "job.json"));
  // A second run finds nothing to do.
  await runPlan(await run());
  expect(aws.jobs.size).toBe(6);
});

test("on one machine the next job is submitted when the one before it has ended", async () => {
  const aws = standInAws();
  const { run } = await recorded(aws, 2);
  let [open, most] = [0, 0];
  const counting = {
    ...observer,
    submitted: () => {
      open += 1;
      most = Math.max(most, open);
    },
    ended: () => {
      open -= 1;
    },
  };
  await runPlan(await run({ concurrency: 1, observer: counting }));
  expect({ most, jobs: aws.jobs.size }).toEqual({ most: 1, jobs: 4 });
});

/** A process that ends at its n-th step: nothing that it does afterwards has any effect. */
function dying(run: PlanRun, at: number): PlanRun {
  let step = 0;
  const alive = () => {
    step += 1;
    if (step > at) throw new Error("the process is gone");
  };
  const send = async (command: Parameters<BatchClient["send"]>[0]) => {
    alive();
    const answer: unknown = await run.clients.batch.send(command);
    // The answer to SubmitJob may never arrive.
    if ((command as unknown) instanceof SubmitJobCommand) alive();
    return answer;
  };
  const batch = { send } as unknown as BatchClient;
  return {
    ...run,
    clients: { ...run.clients, batch, submitter: batch },
    journal: {
      events: run.journal.events,
      append: async (event) => {
        alive();
        await run.journal.append(event);
        alive();
      },
    },
  };
}

test("wherever the process ends and however often: gone on with, no job is there twice and none is missing", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 4 }),
      fc.constantFrom(1, 2, Number.POSITIVE_INFINITY),
      async (deaths, concurrency) => {
        const aws = standInAws();
        const { run, status, record } = await recorded(aws, 2);
        for (const at of deaths) {
          await runPlan(dying(await run({ concurrency }), at)).catch(() => undefined);
        }
        await runPlan(await run({ concurrency }));
        const names = [...aws.jobs.values()].map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        expect(names).toHaveLength(record.jobs.length);
        expect((await status()).ok).toBe(true);
      },
    ),
    { numRuns: 25 },
  );
});

test("a line that was cut off counts for nothing, and the journal goes on after it", async () => {
  const aws = standInAws();
  const { run, outputDir, record, status } = await recorded(aws, 1);
  await submitPlan(await run());
  const file = path.join(planFolder(outputDir, record.id), "journal.jsonl");
  appendFileSync(file, '{"event":"ended","job":1,');
  await runPlan(await run());
  expect((await status()).ok).toBe(true);
  expect(aws.jobs.size).toBe(2);
  writeFileSync(file, "no event\n");
  await expect(readJournal(outputDir, record.id)).rejects.toMatchObject({ code: "invalid-plan-record" });
});

test("only what has no result that counts is run again, and only when that is asked for", async () => {
  const failing = new Set([1, 2]);
  const aws = standInAws({
    resultOf: (number) => (failing.has(number) ? (number === 1 ? null : { valid: false }) : {}),
  });
  const { run, status, record } = await recorded(aws, 2);
  await runPlan(await run());
  expect((await status()).jobs.map((of) => of.status)).toEqual([
    "failed",
    "invalid",
    "succeeded",
    "succeeded",
  ]);
  await runPlan(await run());
  expect(aws.jobs.size).toBe(4);
  await runPlan(await run({ retryFailed: true }));
  const again = [...aws.jobs.values()].slice(4);
  expect(again.map(({ benchmark }) => benchmark)).toEqual(
    record.jobs.slice(0, 2).map(({ config }) => config.id),
  );
  expect(await status()).toMatchObject({ ok: true, jobs: [{ try: 2 }, { try: 2 }, { try: 1 }, { try: 1 }] });
});

test("a job that Batch has forgotten has ended where its result is stored, and is submitted again where none is", async () => {
  const aws = standInAws();
  const { run, status } = await recorded(aws, 1);
  await submitPlan(await run());
  const [first, second] = [...aws.jobs.values()];
  aws.jobs.clear();
  for (const key of aws.objects.keys()) if (key.includes(`/${second?.id}/`)) aws.objects.delete(key);
  // So that the next job has another id.
  aws.jobs.set("other", { id: "other", name: "other", benchmark: "other", dependsOn: [], asked: 0 });
  aws.jobs.set("another", { id: "another", name: "another", benchmark: "other", dependsOn: [], asked: 0 });
  await runPlan(await run());
  expect((await status()).jobs).toMatchObject([
    { status: "succeeded", try: 1, job_id: first?.id },
    { status: "succeeded", try: 2, job_id: "job-3" },
  ]);
});

test("an answer that never came does not make a second job, and a refusal stops the rest", async () => {
  const aws = standInAws();
  const { run, record, status } = await recorded(aws, 2);
  const refusing = {
    send: async (command: Parameters<BatchClient["send"]>[0]) => {
      if ((command as unknown) instanceof SubmitJobCommand && aws.jobs.size === 1)
        throw new Error("not authorized");
      return aws.clients.batch.send(command);
    },
  } as unknown as BatchClient;
  const { clients } = await run();
  await expect(runPlan(await run({ clients: { ...clients, submitter: refusing } }))).rejects.toMatchObject({
    code: "submit-failed",
    message: expect.stringContaining("not authorized") as string,
  });
  expect(aws.jobs.size).toBe(1);
  expect((await status()).jobs.map((of) => of.status)).toEqual([
    "succeeded",
    "submitting",
    "waiting",
    "waiting",
  ]);
  let answered = 0;
  const silent = {
    send: async (command: Parameters<BatchClient["send"]>[0]) => {
      const answer: unknown = await aws.clients.batch.send(command);
      if (!((command as unknown) instanceof SubmitJobCommand)) return answer;
      answered += 1;
      throw new Error("socket hang up");
    },
  } as unknown as BatchClient;
  await runPlan(await run({ clients: { ...clients, submitter: silent } }));
  expect(answered).toBe(3);
  expect(aws.jobs.size).toBe(record.jobs.length);
});

test("what Batch was too busy for is tried again", async () => {
  const aws = standInAws();
  const { record } = await recorded(aws, 1);
  const [job] = record.jobs;
  let refused = 0;
  const submitter = {
    send: async (command: Parameters<BatchClient["send"]>[0]) => {
      if (!((command as unknown) instanceof SubmitJobCommand)) return aws.clients.batch.send(command);
      refused += 1;
      if (refused <= 2) throw Object.assign(new Error("slow down"), { name: "TooManyRequestsException" });
      return aws.clients.batch.send(command);
    },
  } as unknown as BatchClient;
  const target = { queue: "queue", jobDefinition: "job" };
  const request = {
    config: job?.config ?? benchmarkConfig.parse({}),
    target,
    outputPath: "",
    environment: {},
  };
  const { signal } = new AbortController();
  const id = await submitOnce(submission({ ...request, jobName: "x" }), { submitter, signal, pauseMs: 0 });
  expect([id, aws.jobs.size]).toEqual(["job-1", 1]);
});

test("the closing step indexes here and where results are stored, and judges this plan's runs by observed instance", async () => {
  const aws = standInAws({
    resultOf: (number, benchmark) => ({
      wallSeconds: [(benchmark === "A" ? 100 : 130) * (1 + 0.01 * Math.sin(number))],
    }),
  });
  const references = [
    { benchmark: "A", measure: "wall", value: 100, lower: -0.05, upper: 0.05, source: "this test" },
    { benchmark: "B", measure: "wall", value: 100, lower: -0.05, upper: 0.05, source: "this test" },
  ] as const;
  const { run, record, outputDir } = await recorded(aws, 6, { references: [...references] });
  await runPlan(await run());
  const { journal } = await run();
  const report = await closePlan({ record, journal, s3: aws.clients.s3, outputDir });
  expect(report.indexed).toEqual([
    { place: "s3://bucket/results", added: { value: 12 } },
    { place: outputDir, added: { value: 12 } },
  ]);
  expect(report.references.map(({ found }) => found)).toEqual(["within", "above"]);
  expect(report.verdicts).toMatchObject([{ ruling: { word: "worse" }, familySize: 1, evidence: { n: 6 } }]);
  expect(planStatus(record, journal.events).closed).toBe(true);
  expect(await knownPlans(outputDir)).toEqual([record.id]);
});

test("ten jobs on one host are one instance, whatever the suite asked for", async () => {
  const aws = standInAws({ resultOf: () => ({ instanceId: null }) });
  const { run, record, outputDir } = await recorded(aws, 5);
  await runPlan(await run());
  const { journal } = await run();
  const { verdicts } = await closePlan({ record, journal, s3: aws.clients.s3, outputDir });
  expect(verdicts).toMatchObject([
    { ruling: { word: "inconclusive", doubt: { kind: "too-few", n: 1, needs: 5 } } },
  ]);
  expect(planStatus(record, journal.events).benchmarks[0]).toMatchObject({ instances: 0, unobserved: 5 });
});

test("a bucket that takes no index is said, and no fault of the plan", async () => {
  const aws = standInAws();
  const { run, record, outputDir } = await recorded(aws, 1);
  await runPlan(await run());
  const { journal } = await run();
  const { s3 } = aws.clients;
  const send = s3.send.bind(s3) as (command: unknown) => Promise<unknown>;
  const readOnly = Object.assign(s3, {
    send: async (command: unknown) => {
      if (command instanceof PutObjectCommand) throw new Error("AccessDenied");
      return send(command);
    },
  });
  const { indexed } = await closePlan({ record, journal, s3: readOnly, outputDir });
  expect(indexed.map(({ added }) => added)).toEqual([
    { value: null, reason: expect.stringContaining("AccessDenied") as string },
    { value: 2 },
  ]);
});

test("a plan that is not there is said with those that are", async () => {
  const { outputDir } = await recorded(standInAws(), 1);
  await expect(readPlan(outputDir, "none")).rejects.toMatchObject({
    code: "unknown-plan",
    hint: expect.stringContaining("own-20260101t0000-0a1b2c3d") as string,
  });
});
