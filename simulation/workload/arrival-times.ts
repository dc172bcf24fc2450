import type { Arrivals } from "../../contract/scenario-jobs.ts";
import { randomStream } from "../random-stream.ts";

/** When each of so many submissions comes: ms from the start, whole and not falling. */
export function arrivalTimes(
  arrivals: Arrivals,
  count: number,
  seed: number,
  group: string,
): (index: number) => number {
  if ("at_seconds" in arrivals) {
    const at = Math.round(arrivals.at_seconds * 1000);
    return () => at;
  }
  const from = arrivals.from_seconds * 1000;
  if ("every_seconds" in arrivals) return (index) => Math.round(from + index * arrivals.every_seconds * 1000);
  const random = randomStream(seed, group, "arrivals");
  const times = new Float64Array(count);
  let at = from;
  for (let index = 0; index < count; index += 1) {
    at += (-Math.log(1 - random.uniform()) / arrivals.poisson_per_hour) * 3_600_000;
    times[index] = Math.round(at);
  }
  return (index) => times[index] ?? at;
}
