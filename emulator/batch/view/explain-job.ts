import type { JobStatus } from "@aws-sdk/client-batch";
import { localReasons, reasons } from "../../aws/reasons.ts";
import { resourceName } from "../arns.ts";
import type { BatchContext } from "../batch-context.ts";
import { isUsable, type ComputeEnvironment } from "../compute-environment/compute-environment.ts";
import { dependencyIds, endOf } from "../job/dependencies/dependency-ids.ts";
import { statusReason } from "../job/job-reason.ts";
import { isTerminal, type Job } from "../job/job.ts";
import { environmentsOf } from "../job-queue/job-queue.ts";
import { blockingReason, gangBlockingReason } from "../scheduler/placement/blocking-reason.ts";
import { environmentFit, type EnvironmentFit } from "./environment-fit.ts";
import { placesInQueues, whyItWaits } from "./why-it-waits.ts";

/** Why a job is where it is, and what would let it run. */
export interface JobExplanation {
  readonly id: string;
  readonly name: string;
  readonly queue: string;
  readonly region: string;
  readonly status: JobStatus;
  readonly why: string;
  /** Each has to come true; empty of a job that runs or has ended. */
  readonly runsWhen: readonly string[];
  /** What the environments of its queue have for it; empty of a job that has ended. */
  readonly environments: readonly EnvironmentFit[];
}

type Seen = Pick<BatchContext, "jobs" | "queues" | "pools" | "scheduler" | "consumableResources">;

export function explainJob(asked: Job, seen: Seen, region: string): JobExplanation {
  // The nodes of a multi-node job wait as one.
  const job = asked.nodes?.kind === "node" && asked.status !== "RUNNING" ? asked.nodes.parent : asked;
  const { id, name, status } = job;
  const common = { id, name, queue: resourceName(job.queue.arn), region, status };
  if (isTerminal(job)) {
    const end = job.reason ? statusReason(job.reason) : "no reason was given";
    return { ...common, why: `It has ended: ${end}.`, runsWhen: [], environments: [] };
  }
  const environments = environmentsOf(job.queue);
  return {
    ...common,
    why: whyItWaits(job, seen.jobs, placesInQueues(seen.jobs.newestFirst())) ?? "It runs.",
    runsWhen: conditions(job, environments, seen),
    environments: environments.map((one) => environmentFit(needsOf(job)[0], one, seen.pools)),
  };
}

function conditions(job: Job, environments: readonly ComputeEnvironment[], seen: Seen): string[] {
  if (job.status === "RUNNING" || job.status === "STARTING") return [];
  if (job.array?.kind === "parent" && job.array.children.length > 0) return openChildren(job.array.children);
  if (job.status !== "RUNNABLE") return openDependencies(job, seen);
  const lacking = blocked(job, environments, seen);
  const missing = consumables(job, seen);
  const turn = itsTurn(job, seen);
  const others = [...turn, ...lacking, ...missing];
  return others.length > 0 ? others : [room(job, environments, seen)];
}

function openChildren(children: readonly Job[]): string[] {
  const first = children.find(
    (child) => child.status !== "RUNNING" && child.status !== "STARTING" && !isTerminal(child),
  );
  return first === undefined
    ? []
    : [`its children have their turn, each for itself: gcbench explain ${first.id}`];
}

function openDependencies(job: Job, { jobs }: Seen): string[] {
  return dependencyIds(job)
    .filter((id) => endOf(id, jobs) === undefined)
    .map((id) => {
      const on = jobs.get(id);
      return `job ${id}${on ? ` (${on.name}), which is ${on.status},` : ""} has succeeded`;
    });
}

/** Those before it in its queue: whoever is first and cannot be placed keeps all behind it waiting. */
function itsTurn(job: Job, { scheduler }: Seen): string[] {
  const { front } = scheduler.snapshot(job.queue);
  const place = front.findIndex((one) => one.job === job);
  const head = front[0]?.job;
  if (place === 0 || head === undefined) return [];
  const first = `${head.id} (${head.name}): gcbench explain ${head.id}`;
  if (place === 1) return [`the job before it in its queue is placed, ${first}`];
  const before = place > 1 ? `${place} jobs` : `${front.length} jobs or more`;
  return [`the ${before} before it in its queue are placed, the first of them ${first}`];
}

/** What the user has to change: it waits for ever otherwise. */
function blocked(job: Job, environments: readonly ComputeEnvironment[], { pools }: Seen): string[] {
  const needs = needsOf(job);
  const [need] = needs;
  const reason =
    job.nodes?.kind === "group"
      ? gangBlockingReason(needs, environments, pools)
      : blockingReason(need, environments, pools);
  switch (reason) {
    case undefined:
      return [];
    case reasons.computeEnvironmentMaxResource: {
      const least = needs.reduce((sum, { vcpus }) => sum + vcpus, 0);
      const given = environments.map(({ name, resources }) => `${name} has ${resources?.maxVcpus ?? 0}`);
      return [
        `an environment of its queue has maxvCpus for it, ${least} or what its instance has (${given.join(", ")})`,
      ];
    }
    case reasons.jobResourceRequirement: {
      const asks = `${need.vcpus} vCPUs, ${need.memoryMiB} MiB${need.gpus > 0 ? ` and ${need.gpus} GPUs` : ""}`;
      const has = environments.filter(isUsable).flatMap((one) => {
        const { type } = environmentFit(need, one, pools);
        return type
          ? [`${type.name} of ${one.name} has ${type.vcpus} vCPUs and ${type.usableMemoryMiB} MiB`]
          : [];
      });
      return [
        `it asks for less than ${asks}, or its queue has an environment with larger instances (${has.join("; ")})`,
      ];
    }
    default: {
      const states = environments.map(({ name, state, status }) => `${name} is ${state} and ${status}`);
      return [`a compute environment of its queue is ENABLED and VALID (${states.join(", ")})`];
    }
  }
}

function consumables(job: Job, { consumableResources }: Seen): string[] {
  return job.consumables.flatMap(({ consumableResource, quantity }) => {
    const of = consumableResources.find(consumableResource);
    const left = of ? of.totalQuantity - of.inUseQuantity : 0;
    if (left >= quantity) return [];
    const there = of ? `${left} of ${of.totalQuantity} ${left === 1 ? "is" : "are"} free` : "it was deleted";
    return [`there are ${quantity} of consumable resource ${of?.name ?? consumableResource} (${there})`];
  });
}

/** It is first, it fits, and others are where it would be. */
function room(
  job: Job,
  environments: readonly ComputeEnvironment[],
  { jobs, pools, queues, scheduler }: Seen,
): string {
  if (job.reason?.kind === "waiting" && job.reason.statusReason.startsWith(localReasons.prefix))
    return "a job that runs on this machine has ended, in whichever queue";
  const instances = new Set(
    environments.flatMap((one) =>
      pools.of(one).instances.flatMap(({ containerInstanceArn: arn }) => arn ?? []),
    ),
  );
  const sitting = Array.from(jobs.newestFirst()).filter(
    ({ status, attempts }) =>
      (status === "STARTING" || status === "RUNNING") &&
      instances.has(attempts.at(-1)?.containerInstanceArn ?? ""),
  );
  const ahead = queues
    .all()
    .filter((queue) => queue.priority > job.queue.priority && shares(environmentsOf(queue), environments))
    .flatMap((queue) =>
      scheduler
        .snapshot(queue)
        .front.slice(0, 1)
        .map((front) => ({ queue, job: front.job })),
    );
  const parts = [
    ...(sitting.length > 0 ? [`enough of what sits there has ended (${named(sitting)})`] : []),
    ...ahead.map((one) => `${one.job.id} of queue ${one.queue.name}, which has a higher priority, is placed`),
  ];
  return parts.length > 0 ? parts.join(", and ") : "the scheduler looks at it next";
}

const shares = (some: readonly ComputeEnvironment[], others: readonly ComputeEnvironment[]): boolean =>
  some.some((one) => others.includes(one));

/** As many as one reads. */
const mostNamed = 5;

function named(jobs: readonly Job[]): string {
  const shown = jobs
    .slice(0, mostNamed)
    .map(({ id, requirement: { vcpus, memoryMiB } }) => `${id} with ${vcpus} vCPUs and ${memoryMiB} MiB`);
  return [...shown, ...(jobs.length > mostNamed ? [`${jobs.length - mostNamed} more`] : [])].join(", ");
}

const needsOf = (job: Job): readonly [Job["requirement"], ...Job["requirement"][]] =>
  job.nodes?.kind === "group"
    ? (job.nodes.children.map(({ requirement }) => requirement) as [Job["requirement"]])
    : [job.requirement];
