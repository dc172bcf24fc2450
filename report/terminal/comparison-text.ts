import Table from "cli-table3";
import type { Observed } from "../../contract/observed.ts";
import type { ArmFigures } from "../compare/arm-figures.ts";
import type { TimerDifference } from "../compare/compare-timers.ts";
import type { Comparison, ComparedContrast } from "../compare/comparison.ts";
import type { ArmInView, ComparedViews } from "../compare/views-of-arms.ts";
import type { View } from "../compare/views.ts";
import { renderVerdict } from "./verdict-table.ts";

const plain = { head: [], border: [] };

/** Verdicts with their timers, the figures of every arm, and the four views. */
export function comparisonText({ contrasts, arms, views }: Comparison): string {
  const withRuns = arms.filter(({ runs }) => runs > 0);
  return [
    ...contrasts.map(contrastText),
    ...(withRuns.length > 0 ? [figuresText(withRuns)] : []),
    ...views.map(viewsText),
  ].join("\n\n");
}

function contrastText({ id, verdict, timers }: ComparedContrast): string {
  return [renderVerdict(id, verdict), ...timersText(timers)].join("\n");
}

function timersText(timers: readonly TimerDifference[]): string[] {
  if (timers.length === 0) return [];
  const table = new Table({ head: ["timer", "baseline (s)", "candidate (s)", "ratio", ""], style: plain });
  const seconds = (value: number | null) => (value === null ? "none" : value.toPrecision(4));
  for (const { name, baseline, candidate, ratio, isFlagged } of timers) {
    const flag = isFlagged ? "10 % or more" : "";
    table.push([name, seconds(baseline), seconds(candidate), ratio?.toFixed(3) ?? "none", flag]);
  }
  return [table.toString()];
}

/** A column for each arm would be too wide for a suite: a row each, reasons of what is not known below. */
function figuresText(arms: readonly ArmFigures[]): string {
  const table = new Table({
    head: [
      "arm",
      "wall (s)",
      "days/day",
      "SYPD",
      "ASYPD",
      "CHSY",
      "$/day",
      "$/year",
      "marginal $/day",
      "billable $/job",
      "$/hour",
    ],
    style: plain,
  });
  const reasons = new Set<string>();
  for (const arm of arms) {
    const shown = (what: string, of: Observed<number>): string => {
      if (of.value !== null) return of.value.toPrecision(4);
      reasons.add(`  ${arm.label}: ${what}: ${of.reason}`);
      return "–";
    };
    const metric = (
      what: string,
      pick: (of: NonNullable<ArmFigures["metrics"]["value"]>) => Observed<number>,
    ) => shown(what, arm.metrics.value === null ? arm.metrics : pick(arm.metrics.value));
    table.push([
      arm.label,
      shown("wall time", arm.wallSeconds),
      metric("speed", ({ simulatedDaysPerDay: value }) => ({ value })),
      metric("speed", ({ sypd: value }) => ({ value })),
      metric("ASYPD", ({ asypd }) => asypd),
      metric("CHSY", ({ chsy }) => chsy),
      metric("$", ({ usdPerSimulatedDay }) => usdPerSimulatedDay),
      metric("$", ({ usdPerSimulatedYear }) => usdPerSimulatedYear),
      shown("$", arm.marginalUsdPerSimulatedDay),
      shown("billable $", arm.billableUsdPerJob),
      shown("$", arm.usdPerHour),
    ]);
    for (const reservation of arm.reservations) reasons.add(`  ${arm.label}: never ranked: ${reservation}`);
  }
  const below = reasons.size > 0 ? ["–: not known, because", ...reasons] : [];
  return [
    "What the arms achieve and cost ($: list price; day, year: simulated)",
    table.toString(),
    ...below,
  ].join("\n");
}

function viewsText({ subject, views, notViewed }: ComparedViews): string {
  const table = new Table({ head: ["view", "equal", "arm", "compared", "to the lowest"], style: plain });
  for (const view of views) {
    for (const { equal, arms } of view.groups) {
      const values = arms.map((arm) => comparedIn(view, arm));
      const lowest = Math.min(...values);
      for (const [index, arm] of arms.entries()) {
        const value = values[index] ?? Number.NaN;
        const unit = view.compares === "wall time" ? "s" : "$/simulated day";
        table.push([
          view.name,
          equal,
          arm.label,
          `${value.toPrecision(4)} ${unit}`,
          (value / lowest).toFixed(3),
        ]);
      }
    }
  }
  const empty = views.filter(({ groups }) => groups.length === 0);
  return [
    `Four views of ${subject}; ratios, no verdicts`,
    ...(table.length > 0 ? [table.toString()] : []),
    ...empty.map(({ name, leftOut }) => `  ${name}: nothing to compare${reasonsOf(leftOut)}`),
    ...views
      .filter(({ exploratoryOnly, groups }) => exploratoryOnly && groups.length > 0)
      .map(({ name }) => `  ${name}: the best threads were chosen from these very runs`),
    ...notViewed.map(({ arm, reason }) => `  in no view: ${arm}: ${reason}`),
  ].join("\n");
}

function comparedIn({ compares }: View<ArmInView>, { wallSeconds, usdPerSimulatedDay }: ArmInView): number {
  return compares === "wall time" ? wallSeconds : (usdPerSimulatedDay.value ?? Number.NaN);
}

function reasonsOf(leftOut: View<ArmInView>["leftOut"]): string {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))];
  return reasons.length > 0 ? ` (${reasons.join("; ")})` : "";
}
