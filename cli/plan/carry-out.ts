import path from "node:path";
import type { ListrTask } from "listr2";
import { closePlan } from "../../client/plan/close-plan.ts";
import { openJournal, type Journal } from "../../client/plan/journal.ts";
import { planFolder, type PlanRecord } from "../../client/plan/plan-record.ts";
import { leaveClosing } from "../../client/plan/closing-job/submit-closing.ts";
import { planStatus } from "../../client/plan/plan-status.ts";
import { reportText } from "../../client/plan/report-text.ts";
import { runPlan, type PlanObserver } from "../../client/plan/run-plan.ts";
import { submitPlan } from "../../client/plan/submit-plan.ts";
import type { Observed } from "../../contract/observed.ts";
import { acquirePidLock } from "../../host/pid-lock.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { runSteps } from "../progress.ts";
import { reportBeside } from "../results/report-beside.ts";
import type { Place } from "./place.ts";
import { statusText } from "./status-text.ts";

export interface CarryOutOptions {
  /** Absolute. */
  readonly outputDir: string;
  /** Otherwise the jobs are submitted, and that is all. */
  readonly follow: boolean;
  readonly retryFailed: boolean;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

/** Takes a plan from where it stands as far as it is wanted; returns the exit code. */
export async function carryOut(record: PlanRecord, place: Place, options: CarryOutOptions): Promise<number> {
  const { outputDir, follow, retryFailed, json, signal } = options;
  // Two that went on with one plan at a time would both submit what is open.
  const lock = await acquirePidLock(
    path.join(planFolder(outputDir, record.id), "lock"),
    `run of ${record.id}`,
  );
  try {
    const journal = await openJournal(outputDir, record.id);
    const { clients, concurrency } = place;
    const pollMs = await pollEvery(place, record.jobs.length);
    const run = { record, journal, clients, outputDir, concurrency, pollMs, signal, retryFailed };
    if (!follow) {
      await submitPlan({ ...run, observer: quiet });
      printSubmitted(record, journal, await leaveClosing(run), json);
      return cliExitCodes.success;
    }
    try {
      await runSteps([followingStep(record, journal, (observer) => runPlan({ ...run, observer }))], {});
    } catch (error) {
      console.error(`${record.id} has not ended. To go on: gcbench submit --resume ${record.id}`);
      throw error;
    }
    const report = await closePlan({ record, journal, s3: clients.s3, outputDir });
    const status = planStatus(record, journal.events);
    const page = await reportBeside(outputDir, status.jobs);
    if (json) console.log(JSON.stringify({ format: 1, ...status, report: { ...report, page } }, null, 2));
    else {
      const shown = page === null ? [] : [`Report: ${page}`];
      console.log([statusText(status), reportText(report), ...shown].join("\n"));
    }
    return status.ok ? cliExitCodes.success : cliExitCodes.runFailed;
  } finally {
    await lock.release();
  }
}

const quiet: PlanObserver = { submitted: () => {}, ended: () => {}, line: () => {} };

/** One step, with how far it is in its title and what happens below: a suite may have hundreds of jobs. */
function followingStep(
  record: PlanRecord,
  journal: Journal,
  work: (observer: PlanObserver) => Promise<void>,
): ListrTask<object> {
  const title = (): string => {
    const { benchmarks } = planStatus(record, journal.events);
    const sum = (of: "succeeded" | "failed") => benchmarks.reduce((so, one) => so + one[of], 0);
    return `${record.id}: ${sum("succeeded")} succeeded, ${sum("failed")} failed of ${record.jobs.length}`;
  };
  return {
    title: title(),
    rendererOptions: { outputBar: 6 },
    task: async (_, task) => {
      const say = (job: PlanRecord["jobs"][number], text: string) => {
        task.output = `${job.number} ${job.config.id}: ${text}`;
      };
      await work({
        submitted: (job, jobId) => say(job, `submitted ${jobId}`),
        ended: (job, { status, reason }) => {
          say(job, status === "succeeded" ? status : `${status} (${reason})`);
          task.title = title();
        },
        line: say,
      });
    },
  };
}

/** DescribeJobs and GetLogEvents are throttled by account: at most two of each a second. A local Batch is not. */
async function pollEvery({ clients }: Place, jobs: number): Promise<number> {
  const { hostname = "" } = (await clients.batch.config.endpoint?.()) ?? {};
  return /^(?:localhost|127\.)/.test(hostname) ? 200 : Math.max(5000, 500 * jobs);
}

function printSubmitted(
  record: PlanRecord,
  journal: Journal,
  closing: Observed<string>,
  json: boolean,
): void {
  const { jobs } = planStatus(record, journal.events);
  if (json) {
    console.log(
      JSON.stringify(
        { format: 1, plan: record.id, suite: record.suite, jobs, closing_job: closing },
        null,
        2,
      ),
    );
    return;
  }
  for (const { benchmark, job_id: id, job } of jobs) {
    const queue = record.jobs.find(({ number }) => number === job)?.queue;
    console.log(`${benchmark}  ${id}  ${queue}`);
  }
  console.error(
    closing.value === null
      ? `No job closes it: ${closing.reason}.`
      : `${closing.value} closes it: indexes and judges the results once every job has succeeded.`,
  );
  console.error(
    `Plan ${record.id}. To follow it: gcbench status ${record.id}, gcbench submit --resume ${record.id}`,
  );
}
