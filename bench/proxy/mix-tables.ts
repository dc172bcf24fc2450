import { proxyIndex } from "../../contract/proxy-index/proxy-index.ts";
import type { ReferenceMachine } from "../../contract/proxy-index/reference-machine.ts";
import { rankingCaveat } from "../../contract/proxy-index/validation.ts";
import type { WorkloadReport } from "../../contract/workload-report.ts";
import { described, median } from "../statistics.ts";
import { mixFigures, type Figure } from "./mix-figures.ts";

export interface MixRuns {
  readonly generic: readonly WorkloadReport[];
  /** None where nothing was compiled for this processor. */
  readonly tuned: readonly WorkloadReport[];
}

/** What was found, beside the published figures, in one table; below it the index. */
export function mixTable(runs: MixRuns, reference: ReferenceMachine): string[] {
  const [first] = runs.generic;
  if (!first) return [];
  const { tracers, tracer_loop: loop, mechanism, grid, threads } = first;
  const hours = first.simulated_seconds / 3600;
  const idle = 100 * (loop?.idle_share ?? Number.NaN);
  return [
    `${hours} h after spin-up, ${grid.resolution}, ${grid.nlev} levels, ${tracers} tracers, ${mechanism?.name} (${mechanism?.species} species, solver ${mechanism?.solver}), ${threads} threads`,
    `loop over tracers: at most ${loop?.most_per_thread} a thread, ${idle.toFixed(1)} % of the threads' time idle; parallel first touch`,
    `of a core per thread: ${described(runs.generic.map(coreShare), 2)}`,
    "",
    `${row("", "generic", "tuned", "published", "factor")}   (generic over the nearest published; 1.00: among them)`,
    ...mixFigures.flatMap(({ title, figures }) => [
      title,
      ...figures.map((figure) => figureLine(figure, runs)),
    ]),
    "",
    ...indexLines(runs, reference),
  ];
}

const row = (name: string, generic: string, tuned: string, published: string, factor: string): string =>
  `  ${name.padEnd(28)}${generic.padStart(22)}${tuned.padStart(9)}${published.padStart(15)}${factor.padStart(8)}`;

/** Below one the threads waited for a core, or for each other. */
export function coreShare({ phases, threads }: WorkloadReport): number {
  const loop = phases.find(({ name }) => name === "Timesteps");
  return (loop?.cpu_s ?? Number.NaN) / ((loop?.wall_s ?? Number.NaN) * threads);
}

function figureLine({ name, unit, digits, of, published }: Figure, { generic, tuned }: MixRuns): string {
  const known = (reports: readonly WorkloadReport[]) =>
    reports.map(of).filter((value) => value !== null && Number.isFinite(value)) as number[];
  const text = (value: number): string => value.toFixed(digits);
  const [ours, theirs] = [known(generic), known(tuned)];
  const [low, high] = [Math.min(...published), Math.max(...published)];
  const middle = median(ours);
  const factor = middle < low ? middle / low : middle > high ? middle / high : 1;
  const spread = ours.length > 1 ? ` (${text(Math.min(...ours))}–${text(Math.max(...ours))})` : "";
  return row(
    unit ? `${name}, ${unit}` : name,
    ours.length === 0 ? "-" : `${text(middle)}${spread}`,
    theirs.length === 0 ? "-" : text(median(theirs)),
    published.length === 0 ? "-" : low === high ? text(low) : `${text(low)}–${text(high)}`,
    ours.length === 0 || published.length === 0 ? "-" : factor.toFixed(2),
  );
}

function indexLines({ generic, tuned }: MixRuns, reference: ReferenceMachine): string[] {
  const indices = generic.map((report) => proxyIndex(report, reference));
  const values = indices.flatMap(({ value }) => value.value ?? []);
  const [first] = indices;
  if (values.length === 0 || !first) {
    return [`index: none, because ${first?.value.value === null ? first.value.reason : "nothing ran"}`];
  }
  const covered = `phases that are ${(100 * first.covered).toFixed(0)} % of the model's time`;
  const couldBe = tuned.flatMap((report) => proxyIndex(report, reference).value.value ?? []);
  return [
    `index: ${described(values, 3)}, of ${covered} (1: ${reference.machine})`,
    ...(couldBe.length > 0 ? [`what could be, tuned: ${described(couldBe, 3)} (ranks nothing)`] : []),
    ...first.phases.flatMap(({ phase, weight }) =>
      weight.value === null ? [`not weighed: ${phase}: ${weight.reason}`] : [],
    ),
    rankingCaveat,
  ];
}
