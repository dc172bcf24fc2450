import type { Clock } from "../../../ports/clock.ts";

/** Milliseconds without a request that are a lull. A client without a pause sends its next one sooner than that. */
const lullMs = 6;

export interface Traffic {
  /** A request has come. */
  readonly heard: () => void;
  /** Whether requests come one right after the other. */
  readonly isBusy: () => boolean;
}

export function createTraffic(clock: Clock): Traffic {
  let last = -Infinity;
  return {
    heard: () => void (last = clock.now()),
    isBusy: () => clock.now() - last < lullMs,
  };
}
