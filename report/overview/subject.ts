import type { RunRow } from "../index/run-columns.ts";

/** What was computed: only configurations of one subject are shown beside each other. */
export interface Subject {
  readonly engine: string;
  readonly simulation: string;
  readonly resolution: string;
  readonly levels: number;
  readonly simulatedDays: number | null;
  readonly tracers: number | null;
  readonly mechanism: string | null;
}

export const subjectOf = (run: RunRow): Subject => ({
  engine: run.engine,
  simulation: run.simulation,
  resolution: run.resolution,
  levels: run.levels,
  simulatedDays: run.simulated_days,
  tracers: run.tracers,
  mechanism: run.mechanism,
});

/** "fullchem at 4x5, 72 levels, 1 simulated day, 21 tracers (proxy)". */
export function subjectText(subject: Subject): string {
  const { simulatedDays: days, tracers, mechanism } = subject;
  return [
    `${subject.simulation} at ${subject.resolution}`,
    `${subject.levels} levels`,
    days === null ? "length not observed" : simulatedTime(days),
    ...(tracers === null ? [] : [`${tracers} tracers`]),
    ...(mechanism === null ? [] : [`mechanism ${mechanism}`]),
    subject.engine === "proxy" ? "proxy" : "GEOS-Chem Classic",
  ].join(", ");
}

function simulatedTime(days: number): string {
  const hours = days * 24;
  const [amount, unit] = days >= 1 ? [days, "day"] : [hours, "hour"];
  return `${Number(amount.toFixed(2))} simulated ${unit}${amount === 1 ? "" : "s"}`;
}
