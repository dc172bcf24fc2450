import { unknownBecause, type Observed } from "../../contract/observed.ts";

/** One attempt of a job, those that failed or were interrupted too: they cost as much. */
interface CostedAttempt {
  /** Of the instance that it ran on, as it was bought. */
  readonly usdPerHour: Observed<number>;
  /** When its container ran; ISO 8601. Staging in and out are within. */
  readonly startedAt: Observed<string>;
  readonly stoppedAt: Observed<string>;
}

export interface CostedJob {
  readonly simulatedDays: number;
  /** Of the main loop, without initialisation. */
  readonly mainLoopSeconds: Observed<number>;
  /** Of the last attempt, before and between its runs (`staging.seconds` of its result). */
  readonly stagingSeconds: Observed<number>;
  readonly requested: { readonly vcpus: number; readonly memoryMiB: number };
  readonly instance: Observed<{ readonly vcpus: number; readonly memoryMiB: number }>;
  /** In their order; the last is the one of the result. */
  readonly attempts: readonly [CostedAttempt, ...CostedAttempt[]];
  /** Of the instance of the last attempt. */
  readonly launchedAt: Observed<string>;
  readonly terminatedAt: Observed<string>;
}

/** Four answers to "what did it cost", each honest about something else; US$. */
export interface JobCost {
  /** One more simulated day of a long run: the instance's price over the main loop. */
  readonly marginalPerSimulatedDay: Observed<number>;
  /** Staging of the last attempt, once for a run of any length: the instance's price over it. Within `billable`. */
  readonly staging: Observed<number>;
  /** All attempts, by the part of the instance that the job asked for: the larger of its parts of vCPUs and memory. */
  readonly billable: Observed<number>;
  /** The instance from launch to termination, boot, image and idle time included; for all jobs that it ran. */
  readonly occupancy: Observed<number>;
}

const millisecondsPerHour = 3_600_000;
const secondsPerHour = 3_600;
/** Linux instances are billed by the second, from one minute on (EC2 user guide, "On-Demand Instances"). */
const shortestBilled = 60_000;

/** Null with the reason wherever a price or a time is not known; never part of a sum. */
export function jobCost(job: CostedJob): JobCost {
  const { simulatedDays, mainLoopSeconds, attempts, launchedAt, terminatedAt } = job;
  const last = attempts.at(-1) ?? attempts[0];
  return {
    marginalPerSimulatedDay: both(
      last.usdPerHour,
      mainLoopSeconds,
      (usd, seconds) => (usd * seconds) / secondsPerHour / simulatedDays,
    ),
    staging: both(last.usdPerHour, job.stagingSeconds, (usd, seconds) => (usd * seconds) / secondsPerHour),
    billable: both(partOf(job), sum(attempts.map(attemptCost)), (part, usd) => part * usd),
    occupancy: both(
      last.usdPerHour,
      duration(launchedAt, terminatedAt),
      (usd, milliseconds) => (usd * Math.max(shortestBilled, milliseconds)) / millisecondsPerHour,
    ),
  };
}

/** What an attempt would cost if it had asked for the whole instance; the reason says which attempt it is. */
function attemptCost({ usdPerHour, startedAt, stoppedAt }: CostedAttempt, index: number): Observed<number> {
  const usd = both(
    usdPerHour,
    duration(startedAt, stoppedAt),
    (price, milliseconds) => (price * milliseconds) / millisecondsPerHour,
  );
  return usd.value === null ? unknownBecause(`attempt ${index + 1}: ${usd.reason}`) : usd;
}

function partOf({ requested, instance }: CostedJob): Observed<number> {
  if (instance.value === null) return instance;
  const { vcpus, memoryMiB } = instance.value;
  return { value: Math.max(requested.vcpus / vcpus, requested.memoryMiB / memoryMiB) };
}

/** Milliseconds. */
function duration(from: Observed<string>, to: Observed<string>): Observed<number> {
  return both(from, to, (begin, end) => Date.parse(end) - Date.parse(begin));
}

function sum(values: readonly Observed<number>[]): Observed<number> {
  return values.reduce((total, value) => both(total, value, (a, b) => a + b), { value: 0 });
}

function both<A, B>(
  a: Observed<A>,
  b: Observed<B>,
  compute: (a: NonNullable<A>, b: NonNullable<B>) => number,
): Observed<number> {
  const reasons = [a, b].flatMap((of) => ("reason" in of ? [of.reason] : []));
  if (a.value === null || b.value === null) return unknownBecause(reasons.join("; "));
  return { value: compute(a.value as NonNullable<A>, b.value as NonNullable<B>) };
}
