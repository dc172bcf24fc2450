import Table from "cli-table3";
import type { Evidence, Verdict } from "../compare/verdict.ts";
import { verdictText } from "../compare/verdict-text.ts";

/** A verdict for a person: its line, what it rests on, and the id by which `gcbench explain` tells the arithmetic. */
export function renderVerdict(id: string, verdict: Verdict): string {
  const { contrast, evidence } = verdict;
  const table = new Table({
    head: ["arm", "instances", "runs", `${evidence.measure.name} (${evidence.measure.unit})`],
    style: { head: [], border: [] },
  });
  for (const role of ["baseline", "candidate"] as const) {
    const { label, instances } = evidence[role];
    const runs = instances.reduce((sum, of) => sum + of.runs.length, 0);
    table.push([`${role}: ${label}`, instances.length, runs, typical(evidence, role)]);
  }
  return [
    `${contrast}: ${verdictText(verdict)}`,
    table.toString(),
    ...notes(evidence),
    `  explained by: gcbench explain ${id}`,
  ].join("\n");
}

/** Geometric mean of the instances' medians: what the ratio is the ratio of. */
function typical(evidence: Evidence, arm: "baseline" | "candidate"): string {
  const { instances } = evidence[arm];
  if (instances.length === 0) return "not measured";
  const mean = instances.reduce((sum, { logMedian }) => sum + logMedian, 0) / instances.length;
  return Math.exp(mean).toPrecision(4);
}

function notes({ surroundings, baseline, candidate }: Evidence): string[] {
  const shown = (values: readonly (string | null)[]) =>
    values.map((value) => value ?? "not observed").join(", ");
  return [
    ...surroundings.map(
      (of) => `  differs: ${of.what}: ${shown(of.baseline)} against ${shown(of.candidate)}`,
    ),
    ...[...baseline.leftOut, ...candidate.leftOut].map(
      ({ result, reason }) => `  left out: ${result}: ${reason}`,
    ),
  ];
}
