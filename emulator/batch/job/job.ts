import type {
  JobDependency,
  JobStatus,
  JobTimeout,
  PlatformCapability,
  RetryStrategy,
} from "@aws-sdk/client-batch";
import type { ConsumableNeed } from "../consumable-resource/consumable-resource.ts";
import type { DefinedNodes } from "../job-definition/defined-nodes.ts";
import type { JobQueue } from "../job-queue/job-queue.ts";
import type { Attempt } from "./attempt.ts";
import type { JobReason, StopCause } from "./job-reason.ts";
import type { Capability } from "./platform.ts";
import type { Requirement } from "./requirement.ts";
import type { SharedTask, TaskContainer } from "./task-container.ts";

/** A job as Batch keeps it: what was submitted, resolved once; where it stands, which changes. */
export interface Job {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** Order of submission, strictly rising. */
  readonly sequence: number;
  readonly queue: JobQueue;
  readonly definitionName: string;
  readonly definitionArn: string;
  /** At least one; several only where there is `task`. */
  readonly containers: readonly TaskContainer[];
  /** Of a job of `ecsProperties`. */
  readonly task?: SharedTask;
  /** What its containers ask for together. */
  readonly requirement: Requirement;
  readonly capability: Capability;
  /** What it takes of consumable resources, by ARN. */
  readonly consumables: readonly ConsumableNeed[];
  readonly parameters: Readonly<Record<string, string>>;
  /** Absent where neither the submission nor the definition has one: one attempt. */
  readonly retryStrategy?: RetryStrategy & { readonly attempts: number };
  readonly timeout?: JobTimeout;
  readonly platformCapabilities: readonly PlatformCapability[];
  /** Absent where neither the submission nor the definition says. */
  readonly propagateTags?: boolean;
  /** How many tags of its own and of its definition go to its ECS task. */
  readonly propagatedTags: number;
  readonly shareIdentifier?: string;
  readonly schedulingPriority?: number;
  readonly createdAt: number;
  /** As submitted; children of an array show their parent's. */
  readonly dependsOn: readonly JobDependency[];
  readonly array?: ArrayParent | ArrayChild;
  readonly nodes?: NodeGroup | Node;

  // What changes from here on is named in saved-job.ts too, and told by `JobStore.changed` or `move`.
  status: JobStatus;
  /** Shown as `statusReason`. */
  reason?: JobReason;
  /** What was asked to end it, in order: the first is the reason, all are shown. */
  readonly stops: StopCause[];
  startedAt?: number;
  stoppedAt?: number;
  /** The last one may be under way. */
  readonly attempts: Attempt[];
}

/** An array job itself: it never runs, its children do. */
export interface ArrayParent {
  readonly kind: "parent";
  readonly size: number;
  /** Empty until what the array depends on has ended. */
  readonly children: Job[];
  /** Index of the first child that was not seen to have ended: those before it are not looked at again. */
  firstOpen: number;
  /** When a child was made or changed its state last; absent while there is none. */
  summaryUpdatedAt?: number;
}

export interface ArrayChild {
  readonly kind: "child";
  readonly size: number;
  readonly index: number;
  readonly parent: Job;
}

/** A multi-node job itself: it stands for all its nodes in its queue, and ends as its main node does. */
export interface NodeGroup {
  readonly kind: "group";
  readonly mainNode: number;
  /** One job for each node, `<id>#<index>`. */
  readonly children: Job[];
  readonly properties: DefinedNodes;
}

export interface Node {
  readonly kind: "node";
  readonly index: number;
  readonly mainNode: number;
  readonly numNodes: number;
  readonly parent: Job;
  /** Where the other nodes find the main one; known once that runs. */
  mainAddress?: string;
}

/** Whether the job is part of another one, which is listed instead of it. */
export const isPart = ({ array, nodes }: Job): boolean => array?.kind === "child" || nodes?.kind === "node";

export function isTerminal(job: Job): boolean {
  return job.status === "SUCCEEDED" || job.status === "FAILED";
}
