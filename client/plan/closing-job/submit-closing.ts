import { GeosBenchError } from "../../../contract/errors.ts";
import { unknownBecause, type Observed } from "../../../contract/observed.ts";
import type { AwsClients } from "../../aws-clients.ts";
import { submitOnce } from "../submit-once.ts";
import { jobStates } from "../job-states.ts";
import { closingNameOf, type PlanSubmission } from "../submit-plan.ts";
import { chainOf } from "./chain.ts";
import { storeOrder } from "./closing-order.ts";

/** What a link of the chain before the last is told to close. */
export const nothing = "-";

/**
 * Leaves a job behind that depends on every job of the plan and closes it, for who does not wait. Its id; `null` with
 * the reason where there is none: the jobs run all the same, and `--resume` closes.
 */
export async function leaveClosing(run: Closing): Promise<Observed<string>> {
  try {
    return await submitClosing(run);
  } catch (error) {
    if (!(error instanceof GeosBenchError)) throw error;
    return unknownBecause(error.message);
  }
}

interface Closing extends Pick<PlanSubmission, "record" | "journal" | "signal"> {
  readonly clients: Pick<AwsClients, "submitter" | "s3">;
  /** Whether its jobs may be there already: then they are looked for first. */
  readonly mayBeThere?: boolean;
}

async function submitClosing(run: Closing): Promise<Observed<string>> {
  const { record, journal, clients, signal, mayBeThere = false } = run;
  const { closing } = record;
  const states = [...jobStates(record, journal.events)];
  const jobs = states.flatMap(([number, state]) => {
    if (state.kind === "submitted") return [{ number, job_id: state.jobId }];
    return state.kind === "ended" ? [{ number, job_id: state.ended.job_id }] : [];
  });
  const open = states.flatMap(([, state]) => (state.kind === "submitted" ? [state.jobId] : []));
  if (closing === undefined) return unknownBecause("the deployment has no definition of it: deploy again");
  const plan = await storeOrder(clients.s3, { schema_version: "1.0", plan: record, jobs });
  const links = chainOf(open);
  let last = "";
  for (const [index, dependencies] of links.entries()) {
    const isLast = index === links.length - 1;
    last = await submitOnce(
      {
        jobName: closingNameOf(record, index + 1),
        jobQueue: closing.queue,
        jobDefinition: closing.job_definition,
        parameters: { plan: isLast ? plan : nothing },
        dependsOn: [...(index === 0 ? [] : [last]), ...dependencies].map((jobId) => ({ jobId })),
      },
      { submitter: clients.submitter, signal, mayBeThere },
    );
  }
  return { value: last };
}
