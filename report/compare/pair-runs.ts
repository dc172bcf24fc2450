import type { TimedRun } from "./arm.ts";
import type { InstanceValue } from "./instance-values.ts";
import { orderInTime } from "./order-in-time.ts";

export interface Pairs {
  /** Logarithms of candidate over baseline: the first run of each, the second … in the order of time. */
  readonly differences: readonly number[];
  readonly order: number | null;
  /** Runs of the longer arm that no run of the other stands against. */
  readonly unpaired: number;
}

/** The pairs of two arms that ran on the same single instance; `null` where they did not. */
export function pairRuns(
  baseline: readonly InstanceValue[],
  candidate: readonly InstanceValue[],
): Pairs | null {
  const [a, b] = [baseline[0], candidate[0]];
  if (!a || !b || baseline.length > 1 || candidate.length > 1) return null;
  // Two runs of which nothing is known need not have run on the same machine.
  if (a.identity.kind === "unknown" || a.instance !== b.instance) return null;
  const [first, second] = [inOrder(a.runs), inOrder(b.runs)];
  const n = Math.min(first.length, second.length);
  const differences = first
    .slice(0, n)
    .map(({ value }, index) => Math.log((second[index]?.value ?? 0) / value));
  return {
    differences,
    order: orderInTime(first.map(span), second.map(span)),
    unpaired: Math.abs(first.length - second.length),
  };
}

const span = ({ ran }: TimedRun) => ran && { begin: ran.begin.getTime(), end: ran.end.getTime() };

const inOrder = (runs: readonly TimedRun[]): TimedRun[] =>
  runs.toSorted((a, b) => (a.ran?.begin.getTime() ?? 0) - (b.ran?.begin.getTime() ?? 0));
