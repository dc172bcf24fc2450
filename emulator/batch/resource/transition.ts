import type { CEStatus, JQStatus } from "@aws-sdk/client-batch";
import type { Clock } from "../../ports/clock.ts";

/**
 * How long CREATING, UPDATING and DELETING last. On AWS it is some seconds up to two minutes; long enough here for a
 * client that does not wait to meet "resource is being modified".
 */
const transitionMs = 200;

/** Calls `done` when AWS would have finished what it does behind an accepted request. */
export function afterTransition(clock: Clock, done: () => void): void {
  clock.after(transitionMs, done);
}

/** Whether a resource takes requests that change it; INVALID ones do, or nobody could repair them. */
export function isSettled(status: CEStatus | JQStatus): boolean {
  return status === "VALID" || status === "INVALID";
}
