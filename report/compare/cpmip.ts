import { unknownBecause, type Observed } from "../../contract/observed.ts";

const secondsPerDay = 86_400;
const secondsPerHour = 3_600;
const hoursPerDay = 24;
/** A simulated year of any calendar. */
const daysPerYear = 365;

export interface TimedSimulation {
  readonly simulatedDays: number;
  /** Of the whole run. */
  readonly wallSeconds: number;
  /** From submission to the end of the job. */
  readonly submittedToEndSeconds: Observed<number>;
  /** Of the instance, used or not. */
  readonly physicalCores: Observed<number>;
  /** List price of the instance. */
  readonly usdPerHour: Observed<number>;
}

/** The metrics of Balaji et al. (2017, doi:10.5194/gmd-10-19-2017) and what GEOS-Chem's users say instead. */
export interface Cpmip {
  readonly simulatedDaysPerDay: number;
  /** SYPD: simulated years per day of wall time. */
  readonly sypd: number;
  /** ASYPD: actual SYPD, waiting and stage-in included. */
  readonly asypd: Observed<number>;
  /** CHSY: core-hours per simulated year. */
  readonly chsy: Observed<number>;
  readonly usdPerSimulatedDay: Observed<number>;
  readonly usdPerSimulatedYear: Observed<number>;
}

/** Null with the reason wherever what it needs is not known. */
export function cpmip(of: TimedSimulation): Cpmip {
  const { simulatedDays, wallSeconds } = of;
  const simulatedDaysPerDay = (simulatedDays * secondsPerDay) / wallSeconds;
  const hoursPerSimulatedDay = wallSeconds / secondsPerHour / simulatedDays;
  const usdPerSimulatedDay = from(of.usdPerHour, (usdPerHour) => usdPerHour * hoursPerSimulatedDay);
  return {
    simulatedDaysPerDay,
    sypd: simulatedDaysPerDay / daysPerYear,
    asypd: from(
      of.submittedToEndSeconds,
      (seconds) => (simulatedDays * secondsPerDay) / seconds / daysPerYear,
    ),
    chsy: from(of.physicalCores, (cores) => (cores * hoursPerDay * daysPerYear) / simulatedDaysPerDay),
    usdPerSimulatedDay,
    usdPerSimulatedYear: from(usdPerSimulatedDay, (usd) => usd * daysPerYear),
  };
}

function from(value: Observed<number>, compute: (known: number) => number): Observed<number> {
  return value.value === null ? unknownBecause(value.reason) : { value: compute(value.value) };
}
