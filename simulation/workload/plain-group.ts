import type { Duration, PlainGroup } from "../../contract/scenario-jobs.ts";
import { randomStream } from "../random-stream.ts";
import { arrivalTimes } from "./arrival-times.ts";
import { commonOf } from "./common-of.ts";
import type { Group, JobKind } from "./workload.ts";

/** Jobs that are alike. */
export function plainGroup(name: string, of: PlainGroup, seed: number): Group {
  const size = of.array_size ?? 1;
  const kind: JobKind = {
    name,
    vcpus: of.vcpus,
    memoryMiB: of.memory_mib,
    attempts: of.attempts,
    timeoutSeconds: of.timeout_seconds,
  };
  const submission = { kind, queue: of.queue, size: of.array_size };
  const durations = durationsOf(of.seconds, of.count * size, seed, name);
  return {
    name,
    submissions: of.count,
    jobs: of.count * size,
    arrivesAt: arrivalTimes(of.arrivals, of.count, seed, name),
    submission: () => submission,
    durationMs: (index, child) => durations(index * size + child),
    ...commonOf(of),
    eachAfter: of.each_after,
    kinds: [kind],
    bases: [`as the scenario says: ${inWords(of.seconds)}`],
  };
}

function durationsOf(given: Duration, jobs: number, seed: number, name: string): (job: number) => number {
  if (typeof given === "number") {
    const milliseconds = Math.round(given * 1000);
    return () => milliseconds;
  }
  const { median, sigma } = given.lognormal;
  const random = randomStream(seed, name, "durations");
  const drawn = Float64Array.from({ length: jobs }, () =>
    Math.round(median * Math.exp(sigma * random.normal()) * 1000),
  );
  return (job) => drawn[job] ?? 0;
}

const inWords = (given: Duration): string =>
  typeof given === "number"
    ? `${given} s`
    : `lognormal, median ${given.lognormal.median} s, sigma ${given.lognormal.sigma}`;
