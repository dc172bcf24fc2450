import type { QuotaShare } from "../quota-share/quota-share.ts";
import type { ServiceEnvironment } from "../service-environment/service-environment.ts";
import { hasRoom } from "./environment-room.ts";
import { hasHigherPriority, inOrderOfLoss, waitingIn, waitingInAll, type QuotaQueue } from "./quota-order.ts";
import { quotaUse } from "./quota-use.ts";
import type { ServiceJob } from "./service-job.ts";
import { capacityOf } from "./training-request.ts";

/** What there is to decide about. */
export interface QuotaState extends QuotaQueue {
  /** Those of the queue that take jobs, in the order in which they are tried. */
  readonly environments: readonly ServiceEnvironment[];
  /** Jobs of other queues that SageMaker has: environments may be shared. */
  readonly elsewhere: readonly ServiceJob[];
}

/** A job that is dispatched, to where, and which jobs are stopped for it. */
export interface QuotaStep {
  readonly job: ServiceJob;
  readonly environment: ServiceEnvironment;
  readonly preempted: readonly ServiceJob[];
}

/**
 * What a scheduler with quota management does next, or `undefined` when nothing more can be done. AWS says what shares,
 * borrowing and preemption achieve (user guide, "Quota shares", "Preemption"), not how; the model is ours
 * (docs/batch-facts.md, "Quota shares").
 */
export function nextQuotaStep(state: QuotaState): QuotaStep | undefined {
  const use = quotaUse(state.shares, state.dispatched);
  const heads = state.shares.flatMap((share) =>
    waitingIn(share, state)
      .slice(0, 1)
      .map((job) => ({ job, share })),
  );
  const order = waitingInAll(state);
  // Own capacity first. What is idle then goes to those who borrow in the order of their submission:
  // idleResourceAssignmentStrategy FIFO.
  const own = heads
    .filter(({ job, share }) => use.isOwn(job, share))
    .toSorted((a, b) => order.indexOf(a.job) - order.indexOf(b.job));
  const borrowing = heads
    .filter(({ job, share }) => !use.isOwn(job, share))
    .toSorted((a, b) => state.waiting.indexOf(a.job) - state.waiting.indexOf(b.job));
  for (const { job, share } of [...own, ...borrowing]) {
    const step = stepFor(job, share, state);
    if (step) return step;
  }
  return undefined;
}

function stepFor(job: ServiceJob, share: QuotaShare, state: QuotaState): QuotaStep | undefined {
  // Nobody is stopped where there is room in another environment.
  const free = state.environments.find((environment) => mayRun(job, share, environment, state, []));
  if (free) return { job, environment: free, preempted: [] };
  const candidates = candidatesFor(job, share, state);
  for (const environment of state.environments) {
    const preempted = victims(job, share, environment, state, candidates);
    if (preempted) return { job, environment, preempted };
  }
  return undefined;
}

/** Whether a job can be dispatched once others have been stopped. */
function mayRun(
  job: ServiceJob,
  share: QuotaShare,
  environment: ServiceEnvironment,
  { shares, dispatched, elsewhere }: QuotaState,
  stopped: readonly ServiceJob[],
): boolean {
  const left = dispatched.filter((other) => !stopped.includes(other));
  const use = quotaUse(shares, left);
  // Capacity of other shares is taken back for a share's own, never to borrow it.
  const takesBack = stopped.some(({ quotaShareName }) => quotaShareName !== share.shareName);
  const isAllowed = takesBack ? use.isOwn(job, share) : use.isAllowed(job, share);
  return isAllowed && hasRoom(environment, job, [...left, ...elsewhere]);
}

/**
 * Whom the job may stop: first those of other shares that have more than their own of its instance type (cross-share
 * preemption), then those of its own share with a lower priority, where the share says so (in-share preemption).
 */
function candidatesFor(job: ServiceJob, share: QuotaShare, { dispatched, shares }: QuotaState): ServiceJob[] {
  const { type } = capacityOf(job);
  const alike = dispatched.filter((other) => capacityOf(other).type === type);
  const mine = alike.filter(({ quotaShareName }) => quotaShareName === share.shareName);
  const lower =
    share.inSharePreemption === "ENABLED" ? mine.filter((other) => hasHigherPriority(job, other)) : [];
  const isReturnable = quotaUse(
    shares,
    dispatched.filter((other) => !lower.includes(other)),
  ).isOwn(job, share);
  const others = isReturnable ? alike.filter((other) => !mine.includes(other)) : [];
  return [...inOrderOfLoss(others), ...inOrderOfLoss(lower)];
}

/** As few of the candidates as make room, the first of them first; `undefined` if all of them would not. */
function victims(
  job: ServiceJob,
  share: QuotaShare,
  environment: ServiceEnvironment,
  state: QuotaState,
  candidates: readonly ServiceJob[],
): readonly ServiceJob[] | undefined {
  const isEnough = (stopped: readonly ServiceJob[]) => mayRun(job, share, environment, state, stopped);
  let chosen: readonly ServiceJob[] = [];
  for (const candidate of candidates) {
    if (isEnough(chosen)) break;
    if (isStoppable(candidate, share, state, chosen)) chosen = [...chosen, candidate];
  }
  if (!isEnough(chosen)) return undefined;
  for (const one of chosen) {
    const rest = chosen.filter((other) => other !== one);
    if (isEnough(rest)) chosen = rest;
  }
  return chosen;
}

/** A job of another share only as long as that has more than its own. */
function isStoppable(
  { quotaShareName, ...of }: ServiceJob,
  share: QuotaShare,
  { shares, dispatched }: QuotaState,
  stopped: readonly ServiceJob[],
): boolean {
  if (quotaShareName === share.shareName) return true;
  const theirs = shares.find(({ shareName }) => shareName === quotaShareName);
  const left = dispatched.filter((other) => !stopped.includes(other));
  return theirs !== undefined && quotaUse(shares, left).above(theirs, capacityOf(of).type) > 0;
}
