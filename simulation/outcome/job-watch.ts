import { statusReason } from "../../emulator/batch/job/job-reason.ts";
import { isTerminal, type Job } from "../../emulator/batch/job/job.ts";
import type { Clock } from "../../emulator/ports/clock.ts";
import { reasons } from "../../emulator/aws/reasons.ts";
import type { Failed, QueueOutcome } from "./outcome.ts";
import { waitsOf } from "./waits.ts";

/** Counts what becomes of jobs while they go on: nothing is looked through afterwards. */
export interface JobWatch {
  /** Is told of every change of state. */
  moved(job: Readonly<Job>): void;
  /** Jobs that are RUNNABLE or PENDING, those that lost an attempt included. */
  waiting(): readonly Readonly<Job>[];
  readonly succeeded: number;
  /** When the last job ended, ms; `undefined` where none has. */
  readonly lastEnd: number | undefined;
  readonly retries: number;
  /** vCPU-ms of containers that ran. */
  readonly vcpuMilliseconds: number;
  failed(): readonly Failed[];
  /** In ms, of all jobs. */
  readonly waits: readonly number[];
  queues(): readonly QueueOutcome[];
}

interface Line {
  readonly queue: string;
  readonly share: string | null;
  readonly group: string;
  readonly waits: number[];
}

/** `groupOf`: the group that a job definition is of. */
export function createJobWatch(clock: Clock, groupOf: ReadonlyMap<string, string>): JobWatch {
  /** Since when they are RUNNABLE or PENDING. */
  const since = new Map<Readonly<Job>, number>();
  /** RUNNABLE after an attempt: how long they waited for the first is counted already. */
  const again = new Set<Readonly<Job>>();
  const failures = new Map<string, number>();
  const lines = new Map<string, Line>();
  const waits: number[] = [];
  let succeeded = 0;
  let retries = 0;
  let vcpuMilliseconds = 0;
  let lastEnd: number | undefined;

  function lineOf({ queue, shareIdentifier, definitionName }: Readonly<Job>): Line {
    const share = shareIdentifier ?? null;
    const group = groupOf.get(definitionName) ?? definitionName;
    const key = `${queue.name}/${share ?? ""}/${group}`;
    const known = lines.get(key);
    if (known) return known;
    const line = { queue: queue.name, share, group, waits: [] };
    lines.set(key, line);
    return line;
  }

  function began(job: Readonly<Job>): void {
    again.delete(job);
    const from = since.get(job);
    if (from === undefined) return;
    since.delete(job);
    const wait = clock.now() - from;
    waits.push(wait);
    lineOf(job).waits.push(wait);
  }

  function ended(job: Readonly<Job>): void {
    since.delete(job);
    again.delete(job);
    lastEnd = clock.now();
    for (const { startedAt, stoppedAt } of job.attempts) {
      if (startedAt === undefined || stoppedAt === undefined) continue;
      vcpuMilliseconds += (stoppedAt - startedAt) * job.requirement.vcpus;
    }
    if (job.status === "SUCCEEDED") succeeded += 1;
    else {
      const reason = reasonOf(job);
      failures.set(reason, (failures.get(reason) ?? 0) + 1);
    }
  }

  return {
    moved(job) {
      // An array that has children is only their sum.
      if (job.array?.kind === "parent") {
        if (job.status === "PENDING" && job.array.children.length === 0) since.set(job, clock.now());
        else since.delete(job);
        if (job.status !== "FAILED" || job.array.children.length > 0) return;
        const reason = reasonOf(job);
        failures.set(reason, (failures.get(reason) ?? 0) + job.array.size);
        return;
      }
      if (job.status === "RUNNABLE") {
        if (job.attempts.length > 0) {
          retries += 1;
          again.add(job);
        } else since.set(job, clock.now());
      } else if (job.status === "PENDING") since.set(job, clock.now());
      else if (job.status === "RUNNING") began(job);
      else if (isTerminal(job)) ended(job);
    },
    // Of an array that has come to its children nobody is told.
    waiting: () =>
      [...new Set([...since.keys(), ...again])].filter(
        ({ array }) => array?.kind !== "parent" || array.children.length === 0,
      ),
    get succeeded() {
      return succeeded;
    },
    get lastEnd() {
      return lastEnd;
    },
    get retries() {
      return retries;
    },
    get vcpuMilliseconds() {
      return vcpuMilliseconds;
    },
    failed: () => Array.from(failures, ([reason, jobs]) => ({ reason, jobs })),
    waits,
    queues: () =>
      Array.from(lines.values(), ({ waits: of, ...line }) => ({ ...line, waitSeconds: waitsOf(of) })).sort(
        (a, b) =>
          compare(a.queue, b.queue) || compare(a.share ?? "", b.share ?? "") || compare(a.group, b.group),
      ),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One for all instances. */
function reasonOf({ reason }: Readonly<Job>): string {
  if (!reason) return "no reason was given";
  return reason.kind === "host-lost" ? reasons.hostTerminated("i-…") : statusReason(reason);
}
