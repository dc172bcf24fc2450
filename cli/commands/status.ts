import path from "node:path";
import { DescribeJobsCommand } from "@aws-sdk/client-batch";
import { readJournal } from "../../client/plan/journal.ts";
import { knownPlans, readPlan, type PlanRecord } from "../../client/plan/plan-record.ts";
import { planStatus, type PlanStatus } from "../../client/plan/plan-status.ts";
import type { AwsClients } from "../../client/aws-clients.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { awsClients } from "../local/aws-clients.ts";
import { readLocalState } from "../local/state-file.ts";
import { statusText } from "../plan/status-text.ts";
import { awsServices } from "../../client/aws-services.ts";

export interface StatusOptions {
  readonly output: string;
  readonly json?: true;
}

/** Says where plans stand: one as far as Batch knows, or all by their journals. Changes nothing. */
export async function status(id: string | undefined, options: StatusOptions): Promise<number> {
  const outputDir = path.resolve(options.output);
  if (id === undefined) {
    const ids = await knownPlans(outputDir);
    const all = await Promise.all(ids.map((of) => statusOf(outputDir, of)));
    if (options.json) console.log(JSON.stringify({ format: 1, plans: all }, null, 2));
    else for (const of of all) console.log(summary(of));
    return cliExitCodes.success;
  }
  const record = await readPlan(outputDir, id);
  const events = await readJournal(outputDir, id);
  const open = planStatus(record, events).jobs.flatMap(({ status: of, job_id: jobId }) =>
    of === "submitted" && jobId !== null ? [jobId] : [],
  );
  const asked = open.length === 0 ? { live: new Map<string, string>() } : await ask(record, open);
  const found = planStatus(record, events, asked.live);
  if (options.json) {
    const unknown = "unknown" in asked ? { batch: { value: null, reason: asked.unknown } } : {};
    console.log(JSON.stringify({ format: 1, ...found, ...unknown }, null, 2));
  } else {
    console.log(statusText(found));
    if ("unknown" in asked) console.log(`By the journal alone: ${asked.unknown}`);
  }
  return cliExitCodes.success;
}

async function statusOf(outputDir: string, id: string): Promise<PlanStatus> {
  return planStatus(await readPlan(outputDir, id), await readJournal(outputDir, id));
}

function summary({ plan, jobs, ok, closed }: PlanStatus): string {
  const counted = Array.from(
    Map.groupBy(jobs, (of) => of.status),
    ([of, all]) => `${all.length} ${of}`,
  );
  return `${plan}: ${counted.join(", ")}${closed && ok ? "; closed" : ""}`;
}

interface Asked {
  /** Status of Batch's by job id. */
  readonly live: ReadonlyMap<string, string>;
  readonly unknown?: string;
}

/** What DescribeJobs takes at once (API reference). */
const atOnce = 100;

async function ask(record: PlanRecord, jobIds: readonly string[]): Promise<Asked> {
  const clients = await clientsOf(record);
  const live = new Map<string, string>();
  if (clients === undefined) return { live, unknown: "the local environment is not up" };
  try {
    for (let first = 0; first < jobIds.length; first += atOnce) {
      const asked = jobIds.slice(first, first + atOnce);
      const { jobs = [] } = await clients.batch.send(new DescribeJobsCommand({ jobs: asked }));
      for (const { jobId, status: of } of jobs) if (jobId !== undefined && of) live.set(jobId, of);
    }
    return { live };
  } catch (error) {
    return { live, unknown: `AWS Batch does not answer: ${(error as Error).message}` };
  } finally {
    clients.close();
  }
}

async function clientsOf({ where }: PlanRecord): Promise<AwsClients | undefined> {
  if (where.kind === "aws") return awsServices(where.region);
  const state = await readLocalState();
  return state && awsClients(state);
}
