import { GeosBenchError } from "../../contract/errors.ts";
import { median } from "../statistics/median.ts";
import type { Arm, InstanceIdentity, TimedRun } from "./arm.ts";

/** One observation: what one instance says. */
export interface InstanceValue {
  /** As people read it. */
  readonly instance: string;
  readonly identity: InstanceIdentity;
  /** Logarithm of the median of its timed runs. */
  readonly logMedian: number;
  readonly runs: readonly TimedRun[];
  /** From the beginning of its first run to the end of its last; `null` where that is not known of all. */
  readonly ran: { readonly begin: number; readonly end: number } | null;
}

/**
 * The observations of an arm, in the order in which their first runs are given. Instances without a timed run are
 * none. Throws `value-not-positive` where a value has no logarithm.
 */
export function instanceValues(arm: Arm): InstanceValue[] {
  const byInstance = new Map<string, { identity: InstanceIdentity; runs: TimedRun[] }>();
  for (const { instance: identity, runs } of arm.instances) {
    const name = describeInstance(identity);
    const known = byInstance.get(name);
    if (known) known.runs.push(...runs);
    else byInstance.set(name, { identity, runs: [...runs] });
  }
  return [...byInstance]
    .filter(([, { runs }]) => runs.length > 0)
    .map(([instance, { identity, runs }]) => ({
      instance,
      identity,
      logMedian: Math.log(median(runs.map((run) => positive(run, arm)))),
      runs,
      ran: span(runs),
    }));
}

/** As people read it; runs of one name are of one instance. */
export function describeInstance(of: InstanceIdentity): string {
  if (of.kind === "observed") return of.id;
  return of.kind === "host" ? `host ${of.host}` : "unknown host";
}

/** The value of a run. Throws `value-not-positive` where it has no logarithm. */
export function positive({ value, result }: TimedRun, { label }: Pick<Arm, "label">): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new GeosBenchError(
    `A run of "${label}" has the value ${value}; only positive numbers can be compared.`,
    {
      code: "value-not-positive",
      hint: `Look at ${result}; retract it with a reason if it is wrong.`,
    },
  );
}

function span(runs: readonly TimedRun[]): InstanceValue["ran"] {
  const times = runs.flatMap(({ ran }) => (ran ? [ran] : []));
  if (times.length < runs.length) return null;
  // One host may have had more runs than a call can have arguments.
  return {
    begin: times.reduce((first, { begin }) => Math.min(first, begin.getTime()), Number.POSITIVE_INFINITY),
    end: times.reduce((last, { end }) => Math.max(last, end.getTime()), Number.NEGATIVE_INFINITY),
  };
}
