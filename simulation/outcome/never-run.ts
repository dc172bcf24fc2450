import type { Batch } from "../../emulator/batch/create-batch.ts";
import type { Job } from "../../emulator/batch/job/job.ts";
import { resourceName } from "../../emulator/batch/arns.ts";
import type { NeverRun } from "./outcome.ts";

/** What waits for ever, by queue and state, each explained by the one that comes first. */
export function neverRun(
  waiting: readonly Readonly<Job>[],
  batch: Pick<Batch, "api" | "explain">,
): NeverRun[] {
  const groups = Map.groupBy(waiting, ({ queue, status }) => `${queue.name} ${status}`);
  return Array.from(groups.values(), (jobs): NeverRun[] => {
    const [earliest] = jobs;
    if (!earliest) return [];
    const { status, queue } = earliest;
    const head = status === "RUNNABLE" ? headOf(queue.name, batch) : undefined;
    const first = jobs.find(({ id }) => id === head) ?? earliest;
    const explained = batch.explain(first.id);
    return [
      {
        queue: queue.name,
        status,
        jobs: jobs.reduce((sum, { array }) => sum + (array?.kind === "parent" ? array.size : 1), 0),
        first: nameOf(first),
        why: explained?.why ?? "",
        runsWhen: explained?.runsWhen ?? [],
      },
    ];
  }).flat();
}

/** Id of the job that comes first in a queue now. */
function headOf(jobQueue: string, { api }: Pick<Batch, "api">): string | undefined {
  const [head] = api.GetJobQueueSnapshot({ jobQueue }).frontOfQueue?.jobs ?? [];
  return head?.jobArn && resourceName(head.jobArn);
}

const nameOf = ({ name, array }: Readonly<Job>): string =>
  array?.kind === "child" ? `${name}, child ${array.index}` : name;
