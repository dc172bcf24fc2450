import type { RunRow } from "../index/run-columns.ts";
import type { Arm } from "./arm.ts";

export type SubjectRun = Pick<
  RunRow,
  "engine" | "simulation" | "resolution" | "levels" | "simulated_days" | "tracers" | "mechanism"
>;

const parts: Readonly<Record<string, (run: SubjectRun) => string | null>> = {
  engine: ({ engine }) => engine,
  simulation: ({ simulation }) => simulation,
  resolution: ({ resolution }) => resolution,
  levels: ({ levels }) => String(levels),
  // Of a result without a run it is not known; the others say it.
  "simulated days": ({ simulated_days: days }) => (days === null ? null : String(days)),
  tracers: ({ tracers }) => String(tracers ?? "none"),
  mechanism: ({ mechanism }) => mechanism ?? "default",
};

/** What runs simulate: for each part of it every value that there is, in order. */
export function subjectOf(runs: readonly SubjectRun[]): Arm["subject"] {
  return Object.fromEntries(
    Object.entries(parts).map(([name, of]) => [
      name,
      [...new Set(runs.map(of))].filter((value) => value !== null).sort(),
    ]),
  );
}

/** The same in one line. */
export function subjectText(runs: readonly SubjectRun[]): string {
  return Object.entries(subjectOf(runs))
    .map(([name, values]) => `${name} ${values.join(" and ") || "unknown"}`)
    .join(", ");
}
