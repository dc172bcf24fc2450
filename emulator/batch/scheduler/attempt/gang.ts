import type { StopCause } from "../../job/job-reason.ts";
import type { JobStore } from "../../job/job-store.ts";
import type { Job, NodeGroup } from "../../job/job.ts";
import { wholeOf } from "../placement/instance-pool.ts";
import type { Seat } from "../placement/seat.ts";

interface GangContext {
  readonly jobs: JobStore;
  readonly run: (job: Job, seat: Seat, ended: () => void, onRunning?: (address?: string) => void) => void;
  readonly stop: (job: Job, cause: StopCause) => void;
  readonly ended: () => void;
}

/**
 * One attempt of a multi-node job. The main node starts first, the others once it runs, and the job ends when and as the
 * main node ends: another node that dies changes nothing (user guide, "Multi-node parallel jobs").
 */
export function startGang(
  job: Job,
  { mainNode, children }: NodeGroup,
  seats: readonly Seat[],
  { jobs, run, stop, ended }: GangContext,
): void {
  const places = children.flatMap((node, index) => {
    const seat = seats[index];
    return seat ? [{ node, seat }] : [];
  });
  const main = places[mainNode];
  if (!main || places.length < children.length)
    throw new TypeError(`Job ${job.id} lacks places for its nodes`);
  const others = places.filter((place) => place !== main);
  const open = new Set<Job>();

  // Each node has its instance for itself.
  for (const { seat } of places) seat.pool.occupy(seat.instance, wholeOf(seat.instance.type));

  function start({ node, seat }: (typeof places)[number], onRunning?: (address?: string) => void): void {
    open.add(node);
    run(node, seat, () => over(node), onRunning);
  }

  function over(node: Job): void {
    open.delete(node);
    if (node === main?.node) for (const other of open) stop(other, { kind: "main-node-ended" });
    if (open.size === 0) finish(main?.node ?? node);
  }

  function finish(end: Job): void {
    for (const { seat } of places) seat.pool.release(seat.instance, wholeOf(seat.instance.type));
    const attempt = end.attempts.at(-1);
    if (attempt) job.attempts.push(attempt);
    // All nodes are tried again with the main one.
    if (end.status === "RUNNABLE") for (const { node } of others) jobs.move(node, "RUNNABLE");
    jobs.move(job, end.status, end.reason);
    ended();
  }

  start(main, (address) => {
    if (main.node.startedAt !== undefined) job.startedAt = main.node.startedAt;
    jobs.move(job, "RUNNING");
    for (const place of others) {
      if (place.node.nodes?.kind === "node" && address !== undefined) place.node.nodes.mainAddress = address;
      // Whoever heard of RUNNING may have ended the main node.
      if (open.has(main.node)) start(place);
    }
  });
  if (job.status === "RUNNABLE") jobs.move(job, "STARTING");
}
