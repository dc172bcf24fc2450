import type { Observation } from "./pool-runs.ts";

const ofMeasured = 0.03;
/** Of what others report: machine, input and length are never quite known. */
const ofPublished = 0.15;

/** The least standard deviation of logarithms that is believed of these runs, however well they agree. */
export function spreadFloor(observations: readonly Observation[]): number {
  const measured = observations.every(({ runs }) => runs.every(({ origin }) => origin === "measured"));
  return measured ? ofMeasured : ofPublished;
}
