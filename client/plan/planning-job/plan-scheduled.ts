import { knownFleets } from "../../../contract/deployed-fleet.ts";
import { GeosBenchError } from "../../../contract/errors.ts";
import { suiteOf } from "../../../contract/load-suite.ts";
import type { PlanningPlace } from "../../../contract/planning-order.ts";
import { sha256 } from "../../../contract/sha256.ts";
import type { AwsClients } from "../../aws-clients.ts";
import { leaveClosing } from "../closing-job/submit-closing.ts";
import { journalInMemory } from "../journal.ts";
import { makeRecord } from "../make-record.ts";
import { targetsIn } from "../plan-place.ts";
import type { PlanRecord } from "../plan-record.ts";
import { submitPlan } from "../submit-plan.ts";
import { claimPlan, mayBeSubmitted } from "./claim-plan.ts";

export interface ScheduledSuite {
  /** The suite's file. */
  readonly suite: string;
  readonly place: PlanningPlace;
  /** When it was to start, as EventBridge Scheduler writes it: 2026-03-22T18:59:43Z. */
  readonly time: string;
  /** Where results go unless a benchmark says. */
  readonly outputPath: string;
}

interface Planning {
  readonly clients: Pick<AwsClients, "submitter" | "s3">;
  /** Of the job that plans. */
  readonly jobId: string;
  readonly signal: AbortSignal;
}

export interface PlannedSuite {
  readonly plan: string;
  readonly jobs: number;
  /** Of the job that closes it; `null` where another job plans it. */
  readonly closing: string | null;
  readonly plannedBy: string;
}

/**
 * Plans a suite as `gcbench submit` does and submits its jobs in that order, with one that depends on all and closes the
 * plan. The time decides id and seed: whoever is told of one time a second time, as the same job that is tried again or
 * as another one, makes no second plan, and no job of it is there twice. Throws {@link GeosBenchError}.
 */
export async function planScheduled(given: ScheduledSuite, planning: Planning): Promise<PlannedSuite> {
  const { clients, jobId, signal } = planning;
  const { planned, isNew } = await claimPlan(clients.s3, recordOf(given), jobId);
  const { plan: record, planned_by: plannedBy } = planned;
  const made = { plan: record.id, jobs: record.jobs.length, plannedBy };
  if (plannedBy !== jobId) return { ...made, closing: null };
  const journal = journalInMemory(isNew ? [] : mayBeSubmitted(record));
  const run = { record, journal, clients, signal };
  await submitPlan({ ...run, observer: { submitted: () => {} } });
  const closing = await leaveClosing({ ...run, mayBeThere: !isNew });
  if (closing.value !== null) return { ...made, closing: closing.value };
  throw new GeosBenchError(
    `The jobs of ${record.id} are submitted, but none that closes it: ${closing.reason}.`,
    {
      code: "submit-failed",
    },
  );
}

function recordOf({ suite: text, place, time, outputPath }: ScheduledSuite): PlanRecord {
  const { region, fleets, fleet } = place;
  const loaded = suiteOf(text);
  const created = new Date(time);
  if (Number.isNaN(created.getTime())) {
    throw new GeosBenchError(`"${time}" is no time.`, {
      code: "invalid-command-line",
      hint: "Scheduler fills it in: <aws.scheduler.scheduled-time>; by hand, 2026-03-22T18:59:43Z.",
    });
  }
  const { suite } = loaded;
  return makeRecord(
    loaded,
    suite.benchmarks,
    {
      where: { kind: "aws", region },
      targetOf: targetsIn(knownFleets(fleets), { fleet, otherwise: outputPath }),
    },
    {
      // Another order each time, which who knows the time can make again.
      seed: Math.floor(created.getTime() / 1000),
      replicates: suite.replicates,
      created,
      token: sha256(JSON.stringify([text, place, outputPath, created.getTime()])).slice(0, 8),
      isScheduled: true,
    },
  );
}
