import { distinctRows } from "../index/group-rows.ts";
import type { RunColumn, RunRow } from "../index/run-columns.ts";

/** The columns that a subject is made of. */
export const subjectColumns = [
  "engine",
  "simulation",
  "resolution",
  "levels",
  "simulated_days",
  "tracers",
  "mechanism",
] as const satisfies readonly RunColumn[];

export type SubjectRun = Pick<RunRow, (typeof subjectColumns)[number]>;

const parts = {
  engine: ({ engine }) => engine,
  simulation: ({ simulation }) => simulation,
  resolution: ({ resolution }) => resolution,
  levels: ({ levels }) => String(levels),
  // Of a result without a run it is not known; the others say it.
  "simulated days": ({ simulated_days: days }) => (days === null ? null : String(days)),
  tracers: ({ tracers }) => String(tracers ?? "none"),
  mechanism: ({ mechanism }) => mechanism ?? "default",
} as const satisfies Readonly<Record<string, (run: SubjectRun) => string | null>>;

/** What runs simulate: for each part of it every value that there is, in order. */
export type Subject = Readonly<Record<keyof typeof parts, readonly string[]>>;

/** Only runs that have it in common are held against each other. */
export function subjectOf(runs: readonly SubjectRun[]): Subject {
  const distinct = distinctRows(runs, subjectColumns);
  const values = (of: (run: SubjectRun) => string | null) =>
    [...new Set(distinct.map(of))].filter((value) => value !== null).sort();
  return Object.fromEntries(Object.entries(parts).map(([name, of]) => [name, values(of)])) as Record<
    keyof typeof parts,
    string[]
  >;
}

/** In one line: "fullchem at 4x5, 72 levels, 1 simulated day, 300 tracers, mechanism ts1, proxy". */
export function subjectText(subject: Subject): string {
  const { simulation, resolution, levels, tracers, mechanism, engine } = subject;
  const days = subject["simulated days"].map((of) => simulatedTime(Number(of)));
  return [
    `${all(simulation)} at ${all(resolution)}`,
    `${all(levels)} levels`,
    days.length === 0 ? "length not observed" : all(days),
    ...(all(tracers) === "none" ? [] : [`${all(tracers)} tracers`]),
    ...(all(mechanism) === "default" ? [] : [`mechanism ${all(mechanism)}`]),
    all(engine.map((of) => (of === "proxy" ? "proxy" : "GEOS-Chem Classic"))),
  ].join(", ");
}

const all = (values: readonly string[]): string => values.join(" and ");

function simulatedTime(days: number): string {
  const [amount, unit] = days >= 1 ? [days, "day"] : [days * 24, "hour"];
  return `${Number(amount.toFixed(2))} simulated ${unit}${amount === 1 ? "" : "s"}`;
}
