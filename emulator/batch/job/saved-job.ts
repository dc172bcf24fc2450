import type { StateKind } from "../../ports/state.ts";
import type { JobQueue } from "../job-queue/job-queue.ts";
import type { Job } from "./job.ts";

/** What changes of a job: kept apart from what was submitted, which is larger and written once. */
const changing = [
  "status",
  "reason",
  "stops",
  "startedAt",
  "stoppedAt",
  "attempts",
] as const satisfies (keyof Job)[];

type Changing = Pick<Job, (typeof changing)[number]>;

export const jobState = (job: Job): Changing =>
  Object.fromEntries(changing.map((member) => [member, job[member]])) as unknown as Changing;

type Submitted = Omit<Job, keyof Changing | "queue" | "array">;

type SavedJob =
  | (Submitted & { readonly queue: string; readonly size?: number })
  /** A child of an array: all else is its parent's. */
  | (Pick<Job, "id" | "arn" | "sequence" | "createdAt"> & {
      readonly parent: string;
      readonly index: number;
    });

export interface JobSources {
  /** The queue of that ARN, which may be deleted. */
  readonly queue: (arn: string) => JobQueue;
  readonly job: (id: string) => Job | undefined;
  readonly state: (id: string) => Changing | undefined;
}

/** Of an array, the parent was kept first, and then its children in their order: so they come back. */
export const savedJob = (from: JobSources): StateKind<Job, SavedJob> => ({
  kind: "job",
  save(job) {
    if (job.array?.kind === "child") {
      const { id, arn, sequence, createdAt, array } = job;
      return { id, arn, sequence, createdAt, parent: array.parent.id, index: array.index };
    }
    const { queue, array, ...rest } = job;
    const submitted = Object.entries(rest).filter(
      ([member]) => !(changing as readonly string[]).includes(member),
    );
    return {
      ...(Object.fromEntries(submitted) as unknown as Submitted),
      queue: queue.arn,
      ...(array && { size: array.size }),
    };
  },
  load(saved) {
    const state = from.state(saved.id) ?? { status: "SUBMITTED", stops: [], attempts: [] };
    if (!("parent" in saved)) {
      const { queue, size, ...submitted } = saved;
      const array = size === undefined ? {} : { array: { kind: "parent" as const, size, children: [] } };
      return { ...submitted, queue: from.queue(queue), ...array, ...state };
    }
    const parent = from.job(saved.parent);
    if (parent?.array?.kind !== "parent") throw new Error(`Job ${saved.id} is kept without its array`);
    const { id, arn, sequence, createdAt, index } = saved;
    const child: Job = {
      ...without(parent, changing),
      id,
      arn,
      sequence,
      createdAt,
      array: { kind: "child", size: parent.array.size, index, parent },
      ...state,
    };
    parent.array.children.push(child);
    return child;
  },
});

function without<Member extends keyof Job>(job: Job, members: readonly Member[]): Omit<Job, Member> {
  const copy = { ...job };
  for (const member of members) delete (copy as Partial<Job>)[member];
  return copy;
}
