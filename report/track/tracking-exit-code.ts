import type { Tracking } from "./track.ts";
import type { Change } from "./tracked-series.ts";

/** Of `gcbench track`. An error of the command is 2. */
export const trackingExitCodes = { ok: 0, regression: 1, error: 2, noData: 3 } as const;

/** A change that is still there and that nobody acknowledged. */
export const isOpen = ({ resolvedAt, acknowledgement }: Change): boolean =>
  resolvedAt === null && acknowledgement === null;

/** A regression that is still there and that nobody acknowledged counts; that nothing could be judged is never "ok". */
export function trackingExitCode({ series }: Tracking): number {
  if (series.some(({ changes }) => changes.some((of) => of.direction === "regression" && isOpen(of))))
    return trackingExitCodes.regression;
  const isJudged = series.some(({ points }) => points.some(({ prediction }) => prediction !== null));
  return isJudged ? trackingExitCodes.ok : trackingExitCodes.noData;
}
