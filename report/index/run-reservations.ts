import type { Retraction } from "../read/retractions.ts";
import type { Reservation } from "../read/stored-result.ts";
import type { RunColumn, RunRow } from "./run-columns.ts";

export type RunReservation = Exclude<Reservation, { kind: "retracted" }>;

/** The columns that say what stands against judging a run. */
export const reservationColumns = [
  "emulated",
  "valid",
  "outcome",
  "placement_differences",
  "instance_type",
  "claimed_instance_type",
] as const satisfies readonly RunColumn[];

/** What stands against judging an indexed run, in the order of report/read/reservations.ts. */
export function reservationsOfRun(run: Pick<RunRow, (typeof reservationColumns)[number]>): RunReservation[] {
  const { emulated, valid, outcome, placement_differences: placed } = run;
  const { instance_type: seen, claimed_instance_type: claimed } = run;
  return [
    ...(emulated === false ? [] : [{ kind: "emulated", reason: emulation(emulated) } as const]),
    ...(valid ? [] : [{ kind: "invalid", reason: outcome } as const]),
    ...(placed ? [{ kind: "not-as-asked", reason: placed } as const] : []),
    ...(seen === null || seen === claimed
      ? []
      : [{ kind: "claim-differs", reason: `claimed ${claimed}, observed ${seen}` } as const]),
  ];
}

const emulation = (emulated: boolean | null): string =>
  emulated ? "it ran under QEMU" : "whether it was emulated is not known";

/** Finds the retraction of a run, if there is one. */
export function retractionFinder(
  retractions: readonly Retraction[],
): (run: Pick<RunRow, "job_id" | "attempt">) => Retraction | undefined {
  const byJob = Map.groupBy(retractions, ({ job_id: id }) => id);
  return ({ job_id: id, attempt }) => byJob.get(id)?.find((of) => (of.attempt ?? attempt) === attempt);
}

/** In one line, as every list of what was left out has it. */
export const retractionText = ({ reason, on }: Retraction): string => `retracted: ${reason} (${on})`;
