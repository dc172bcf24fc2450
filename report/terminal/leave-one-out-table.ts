import { median } from "../statistics/median.ts";
import { leaveOneOut, type LeftOutPrediction } from "../estimate/leave-one-out.ts";
import type { KnownRun } from "../estimate/known-run.ts";

/**
 * How well runs of a kind predict one another, as Markdown: each observation from the others, and from other
 * observers.
 */
export function leaveOneOutTable(runs: readonly KnownRun[], simulation: string): string {
  const fromOthers = leaveOneOut(runs, simulation, "observation");
  const fromStrangers = leaveOneOut(runs, simulation, "observer");
  const rows = fromOthers.map(({ observation, predicted, error, intervalFactor, inside }) => {
    const strangers = fromStrangers.find(
      ({ observation: { runs: of } }) => of[0]?.id === observation.runs[0]?.id,
    );
    const { resolution, levels, threads, observer, machine } = observation;
    return [
      observer,
      `${resolution}, ${levels} levels, ${threads} threads${machine.processor ? `, ${machine.processor}` : ""}`,
      observation.secondsPerDay.toFixed(0),
      predicted.toFixed(0),
      percent(error),
      intervalFactor === null ? "none" : intervalFactor.toFixed(2),
      inside === null ? "-" : inside ? "yes" : "no",
      strangers ? percent(strangers.error) : "-",
    ];
  });
  const head = [
    "observer",
    "configuration",
    "s/day",
    "predicted",
    "error",
    "interval factor",
    "inside",
    "error from other observers",
  ];
  const errors = fromOthers.map(({ error }) => Math.abs(error));
  const factors = fromOthers.flatMap((of) => of.intervalFactor ?? []);
  const summary = [
    `largest error ${percent(Math.max(...errors))}, median ${percent(median(errors))}`,
    factors.length === 0
      ? "no interval"
      : `interval factors ${Math.min(...factors).toFixed(2)} to ${Math.max(...factors).toFixed(2)}`,
    `inside: ${countInside(fromOthers)}`,
    ...(fromStrangers.length > 0 ? [`from other observers: ${countInside(fromStrangers)}`] : []),
  ];
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .concat("", `${simulation}: ${summary.join("; ")}.`)
    .join("\n");
}

function countInside(predictions: readonly LeftOutPrediction[]): string {
  const judged = predictions.filter(({ inside }) => inside !== null);
  return `${judged.filter(({ inside }) => inside).length} of ${judged.length}`;
}

const percent = (ratio: number): string => `${(100 * ratio).toFixed(0)} %`;
