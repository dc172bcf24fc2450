import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { tQuantile } from "../statistics/student-t.ts";
import { levelOf, type Fit, type FittedObservation } from "./fit.ts";
import { spreadFloor } from "./spread-floor.ts";

const confidence = 0.95;

/** How fast a machine is, and how well that is known. */
export interface PredictedLevel {
  /** The observations that it rests on: those of the machine where there are any, else all of the kind. */
  readonly basis: readonly FittedObservation[];
  /** Logarithm of the seconds per simulated day of the reference. */
  readonly level: number;
  /** This machine over the mean of the kind: 1 for a machine without runs. */
  readonly machineFactor: number;
  /** Standard deviation of logarithms, the floor applied; `null` with a reason where one observation has none. */
  readonly spread: Observed<number>;
  /** The time may be this many times as long, or as short. 95 %. */
  readonly intervalFactor: Observed<number>;
}

/**
 * The level of a machine. With two or more observations of its own: their mean and spread. With one: its own mean,
 * and the spread of the kind. With none: those of the kind. `null` where the kind has no observation at all.
 */
export function predictLevel(fit: Fit, instanceType: string | null): PredictedLevel | null {
  const { fitted } = fit;
  if (fitted.length === 0) return null;
  const own =
    instanceType === null
      ? []
      : fitted.filter(({ observation: { machine } }) => machine.instanceType === instanceType);
  const basis = own.length > 0 ? own : fitted;
  const level = levelOf(basis).mean;
  const scattered = own.length >= 2 ? own : fitted;
  const machineFactor = Math.exp(level - levelOf(fitted).mean);
  if (scattered.length < 2) {
    const reason = "one observation has no spread: two are needed";
    return {
      basis,
      level,
      machineFactor,
      spread: unknownBecause(reason),
      intervalFactor: unknownBecause(reason),
    };
  }
  const floor = spreadFloor(scattered.map(({ observation }) => observation));
  const spread = Math.max(levelOf(scattered).deviation, floor);
  const t = tQuantile((1 + confidence) / 2, scattered.length - 1);
  const halfWidth = t * spread * Math.sqrt(1 + 1 / basis.length);
  return {
    basis,
    level,
    machineFactor,
    spread: { value: spread },
    intervalFactor: { value: Math.exp(halfWidth) },
  };
}
