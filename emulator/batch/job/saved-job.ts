import type { StateKind } from "../../ports/state.ts";
import type { JobQueue } from "../job-queue/job-queue.ts";
import type { Job, Node, NodeGroup } from "./job.ts";

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

export const jobState = ({ status, reason, stops, startedAt, stoppedAt, attempts }: Job): Changing => ({
  status,
  ...(reason && { reason }),
  stops,
  ...(startedAt !== undefined && { startedAt }),
  ...(stoppedAt !== undefined && { stoppedAt }),
  attempts,
});

const notSubmitted = [...changing, "queue", "array", "nodes"] as const satisfies (keyof Job)[];

type Submitted = Omit<Job, (typeof notSubmitted)[number]>;

/** Nodes name the job that they are part of; it has them again when they are loaded. */
type SavedNodes = Omit<NodeGroup, "children"> | (Omit<Node, "parent"> & { readonly group: string });

type SavedJob =
  | (Submitted & { readonly queue: string; readonly size?: number; readonly savedNodes?: SavedNodes })
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
    const { queue, array, nodes } = job;
    return {
      ...without(job, notSubmitted),
      queue: queue.arn,
      ...(array && { size: array.size }),
      ...(nodes && { savedNodes: savedNodes(nodes) }),
    };
  },
  load(saved) {
    const state = from.state(saved.id) ?? { status: "SUBMITTED", stops: [], attempts: [] };
    if (!("parent" in saved)) {
      const { queue, size, savedNodes: nodes, ...submitted } = saved;
      const array =
        size === undefined ? {} : { array: { kind: "parent" as const, size, children: [], firstOpen: 0 } };
      const job: Job = {
        ...submitted,
        queue: from.queue(queue),
        ...array,
        ...(nodes && { nodes: loadedNodes(nodes, from) }),
        ...state,
      };
      if (job.nodes?.kind === "node" && job.nodes.parent.nodes?.kind === "group")
        job.nodes.parent.nodes.children.push(job);
      return job;
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
    // When the summary changed last was not kept, since each child would write it: it is what the children tell of it.
    const { startedAt = createdAt, stoppedAt = startedAt } = state;
    parent.array.summaryUpdatedAt = Math.max(parent.array.summaryUpdatedAt ?? 0, stoppedAt);
    return child;
  },
});

function savedNodes(nodes: NodeGroup | Node): SavedNodes {
  if (nodes.kind === "group") {
    const { kind, mainNode, properties } = nodes;
    return { kind, mainNode, properties };
  }
  const { parent, ...node } = nodes;
  return { ...node, group: parent.id };
}

function loadedNodes(saved: SavedNodes, { job }: JobSources): NodeGroup | Node {
  if (saved.kind === "group") return { ...saved, children: [] };
  const { group, ...node } = saved;
  const parent = job(group);
  if (!parent) throw new Error(`Node ${node.index} is kept without its job ${group}`);
  return { ...node, parent };
}

function without<Member extends keyof Job>(job: Job, members: readonly Member[]): Omit<Job, Member> {
  const copy = { ...job };
  for (const member of members) delete (copy as Partial<Job>)[member];
  return copy;
}
