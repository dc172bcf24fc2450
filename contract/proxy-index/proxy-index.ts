import { type Observed, unknownBecause } from "../observed.ts";
import type { WorkloadReport } from "../workload-report.ts";
import { publishedShare, weighedPhases, type WeighedPhase } from "./published-shares.ts";
import { reference, referenceFor, type ReferenceCase, type ReferenceMachine } from "./reference-machine.ts";

/** One phase of the index. */
interface IndexedPhase {
  readonly phase: WeighedPhase;
  /** The model's published share of its time, 0 to 1; `null` and why where the phase is not weighed. */
  readonly weight: Observed<number>;
  /** Wall seconds per simulated hour. */
  readonly seconds: Observed<number>;
  /** Of the reference machine. */
  readonly reference: Observed<number>;
}

/** How long this machine takes for the work of the model, phase by phase in the model's own proportions. */
export interface ProxyIndex {
  /** 1 is the reference machine; half of that takes half its time. */
  readonly value: Observed<number>;
  /** Share of the model's time whose phases are in it, 0 to 1. */
  readonly covered: number;
  /** Whether processors may be ranked by it: `null` and why not. */
  readonly ranks: Observed<true>;
  readonly phases: readonly IndexedPhase[];
}

/** Why the proxy has no such phase: then the index leaves out its share of the model's time. */
const missing: Readonly<Partial<Record<WeighedPhase, string>>> = {
  "=> Linearized chem": "the proxy has no linearised stratospheric chemistry",
  "Dry deposition": "the proxy has no dry deposition",
  Diagnostics:
    "the proxy's timer of that name is its own verification, not the model's collections of output",
};

/**
 * The weighted index of a run of the proxy's simulation fullchem:
 *
 *     index = Σ wₚ · tₚ / tₚ,ref  /  Σ wₚ
 *
 * over the phases p that the model, the proxy and the reference have; w is the model's published share of its run
 * time, t wall seconds per simulated hour after spin-up. Raw times are not weighted like this: in the proxy phases
 * have other shares than in the model.
 */
export function proxyIndex(report: WorkloadReport, machine: ReferenceMachine = reference): ProxyIndex {
  const known = referenceFor(report, machine);
  const phases = weighedPhases.map((phase) => indexed(phase, report, known));
  const parts = phases.flatMap(({ weight, seconds, reference: there }) =>
    weight.value === null || seconds.value === null || there.value === null
      ? []
      : [{ weight: weight.value, ratio: seconds.value / there.value }],
  );
  const covered = parts.reduce((sum, { weight }) => sum + weight, 0);
  const weighted = parts.reduce((sum, { weight, ratio }) => sum + weight * ratio, 0);
  return {
    value:
      known.value === null
        ? known
        : parts.length === 0
          ? unknownBecause("the report has none of the phases that weigh")
          : { value: weighted / covered },
    covered,
    ranks: ranked(report),
    phases,
  };
}

function indexed(phase: WeighedPhase, report: WorkloadReport, known: Observed<ReferenceCase>): IndexedPhase {
  const share = publishedShare(phase);
  const lacking = missing[phase];
  const there = known.value?.seconds_per_hour[phase];
  return {
    phase,
    weight:
      lacking !== undefined
        ? unknownBecause(lacking)
        : share === null
          ? unknownBecause("the published run has no such timer")
          : { value: share },
    seconds: secondsPerHour(phase, report),
    reference:
      known.value === null
        ? known
        : there === undefined
          ? unknownBecause("the reference machine's run had no such timer")
          : { value: there },
  };
}

/** Wall seconds per simulated hour, of the hours that were timed. */
export function secondsPerHour(phase: string, report: WorkloadReport): Observed<number> {
  const found = report.phases.find(({ name }) => name === phase);
  return found
    ? { value: found.wall_s / (report.simulated_seconds / 3600) }
    : unknownBecause("this run had no such timer");
}

/**
 * Processors are ranked by what GEOS-Chem is released with. Compiling for one processor gains the proxy far more than
 * the model, whose authors saw about 1 %, so such a build shows what could be, and ranks nothing.
 */
function ranked({ compiler_options: options }: WorkloadReport): Observed<true> {
  return /-m(?:arch|cpu)=(?!x86-64\b)/.test(options)
    ? unknownBecause("a tuned build shows what could be; processors are ranked by the generic one")
    : { value: true };
}
