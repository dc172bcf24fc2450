import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ListJobsCommand, SubmitJobCommand } from "@aws-sdk/client-batch";
import { describe, expect, test } from "vitest";
import type { PlanReport } from "../../../client/plan/close-plan.ts";
import { knownPlans } from "../../../client/plan/plan-record.ts";
import type { PlanStatus } from "../../../client/plan/plan-status.ts";
import type { PlanningPlace } from "../../../contract/planning-order.ts";
import { parseOutputs } from "../../../infra/outputs.ts";
import type { Verdict } from "../../../report/compare/verdict.ts";
import type { SuitePlan } from "../../../report/plan/plan-suite.ts";
import { batchOutputs } from "../../support/batch-outputs.ts";
import { gcbenchIn } from "../../support/gcbench.ts";
import { useLocal } from "../../support/local.ts";
import { ended as hasEnded, jobWhen, keysBelow, logOf } from "../../support/run-job.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

/** Two benchmarks with the smallest runs that really compute, six replicates each. */
const suite = {
  name: "twelve",
  description: "Twelve small jobs",
  replicates: 6,
  defaults: {
    domain: { type: "global", resolution: "4x5", levels: 47 },
    duration: { hours: 1 },
    hardware: { instance_type: "c7i.4xlarge", vcpus: 15, memory_gb: 30 },
    workload: { tracers: 2 },
    canaries: false,
  },
  matrix: { id: "TWELVE-{threads}", axes: { simulation: ["transport"], threads: [1, 2] } },
  primary_contrasts: [{ name: "two threads", baseline: "TWELVE-1", candidate: "TWELVE-2" }],
};

describe("a suite of twelve jobs", () => {
  const local = useLocal();
  const folder = temporaryDirectory("suite");
  const results = path.join(folder, "results");
  const file = path.join(folder, "twelve.json");
  mkdirSync(results);
  writeFileSync(file, JSON.stringify(suite));
  const run = gcbenchIn(path.join(folder, "state"));
  const gcbench = (...args: string[]) => run(args, local.env);
  const json = async <Answer>(...args: string[]): Promise<Answer> => {
    const { stdout, stderr } = await gcbench(...args, "--json");
    expect(stdout, stderr).not.toBe("");
    return JSON.parse(stdout) as Answer;
  };

  test("is planned, submitted, killed, gone on with, indexed and judged: no job twice, one host one instance", async () => {
    const { jobs, total } = await json<SuitePlan>("plan", file, "--local", "--results", results);
    expect([jobs.length, total.seconds.value]).toEqual([12, null]);

    const outputs = batchOutputs({});
    const killed = gcbench("submit", file, "--outputs", outputs, "--output", results, "--wait");
    let seen = 0;
    killed.stderr.on("data", (chunk: Buffer) => {
      seen += chunk.toString().match(/: succeeded/g)?.length ?? 0;
      if (seen >= 2) killed.kill("SIGKILL");
    });
    await killed;
    const [plan = ""] = await knownPlans(results);
    const before = await json<PlanStatus>("status", plan, "--output", results);
    const ended = before.jobs.filter(({ status }) => status === "succeeded").length;
    expect(ended).toBeGreaterThan(0);
    expect(ended).toBeLessThan(12);

    const after = await json<PlanStatus & { report: PlanReport }>(
      "submit",
      "--resume",
      plan,
      "--output",
      results,
    );
    expect(after).toMatchObject({ ok: true, closed: true });
    expect(after.benchmarks.map(({ succeeded, instances }) => [succeeded, instances])).toEqual([
      [6, 0],
      [6, 0],
    ]);
    const { jobSummaryList = [] } = await local.clients.batch.send(
      new ListJobsCommand({
        jobQueue: "geos-chem-x86-queue",
        filters: [{ name: "JOB_NAME", values: ["TWELVE-*"] }],
      }),
    );
    const token = plan.slice(plan.lastIndexOf("-"));
    expect(jobSummaryList.filter(({ jobName = "" }) => jobName.includes(token))).toHaveLength(12);

    // Twelve jobs on one host are one instance, and the verdict says so.
    expect(after.report.verdicts).toMatchObject([
      { ruling: { word: "inconclusive", doubt: { kind: "too-few", n: 1, needs: 5 } } },
    ]);
    expect(after.report.indexed.map(({ added }) => added.value)).toEqual([12, 12]);

    // What was measured here is what the next plan expects.
    const next = await json<SuitePlan>("plan", file, "--local", "--results", results);
    expect(next.benchmarks.map(({ basis }) => basis)).toEqual([
      "median of 6 measured runs on this machine",
      "median of 6 measured runs on this machine",
    ]);
    expect(next.total.seconds.value).toBeGreaterThan(0);

    // The same results in two places give one answer.
    const copy = path.join(folder, "copy");
    cpSync(results, copy, { recursive: true });
    const judged = async (...places: string[]) => {
      const given = places.flatMap((place) => ["--results", place]);
      return (await json<{ verdicts: Verdict[] }>("compare", file, ...given)).verdicts;
    };
    expect(await judged(results, copy)).toEqual(await judged(results));

    // The proxy is no GEOS-Chem: an estimate rests on none of what was measured, and says so.
    const question = ["--simulation", "fullchem", "--resolution", "4x5", "--days", "1", "--threads", "16"];
    const estimate = await gcbench("estimate", results, ...question);
    expect(estimate.stdout).toMatch(/\b12 .*proxy/);
  });

  test("that nobody waits for is closed by a job that depends on all others", async () => {
    const alone = path.join(folder, "alone");
    const left = await json<{ jobs: { job_id: string }[]; closing_job: { value: string } }>(
      "submit",
      file,
      "--replicates",
      "1",
      "--outputs",
      batchOutputs({}),
      "--output",
      alone,
    );
    const closing = await jobWhen(local, left.closing_job.value, hasEnded);
    expect(closing, await logOf(local, closing)).toMatchObject({
      status: "SUCCEEDED",
      dependsOn: left.jobs.map(({ job_id: jobId }) => ({ jobId })),
    });
    expect(await logOf(local, closing)).toMatch(
      /results: 2 added\n.*two threads: inconclusive: n=1, needs 5/,
    );
    const report = closing.parameters?.["plan"]?.replace(/closing-([0-9a-f]+\.json)$/, "report-$1") ?? "";
    expect(await keysBelow(local, report)).toHaveLength(1);
  });

  // What a schedule starts (infra/constructs/suite-schedule.ts), by its command alone: role and definition are AWS's.
  test("that a job plans is submitted by it, once, and closed", async () => {
    const { fleets } = parseOutputs("batch", readFileSync(batchOutputs({}), "utf8"));
    const { x86 } = fleets;
    const place: PlanningPlace = { region: local.region, fleets: x86 ? { x86 } : {} };
    const outputPath = `s3://${local.bucket}/planned`;
    const time = "2026-11-22T03:00:00Z";
    const told = { suite: JSON.stringify({ ...suite, replicates: 1 }), place: JSON.stringify(place), time };
    const plan = async () => {
      const { jobId = "" } = await local.clients.batch.send(
        new SubmitJobCommand({
          jobName: "scheduled-twelve",
          jobQueue: x86?.job_queue,
          jobDefinition: x86?.job_definition,
          containerOverrides: {
            command: [
              "plan",
              ...Object.entries(told).flatMap(([name, value]) => [`--${name}`, value]),
              "--output-path",
              outputPath,
            ],
          },
        }),
      );
      const ended = await jobWhen(local, jobId, hasEnded);
      return { status: ended.status, log: await logOf(local, ended) };
    };
    const planned = await plan();
    expect(planned, planned.log).toMatchObject({ status: "SUCCEEDED" });
    const [, id = "", closing = ""] =
      /planning: (\S+): 2 jobs are submitted, (\S+) closes it/.exec(planned.log) ?? [];
    // Scheduler delivers at least once.
    expect((await plan()).log).toContain(`${id} is planned by job`);
    const closed = await jobWhen(local, closing, hasEnded);
    expect(closed, await logOf(local, closed)).toMatchObject({ status: "SUCCEEDED" });
    expect(closed.dependsOn).toHaveLength(2);
    expect(await keysBelow(local, `${outputPath}/plans/${id}/report-`)).toHaveLength(1);
  });
});
