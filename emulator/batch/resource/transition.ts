import type { CEStatus, JQStatus } from "@aws-sdk/client-batch";
import type { Clock } from "../../ports/clock.ts";

/**
 * How long CREATING, UPDATING and DELETING last unless the caller says. On AWS it is some seconds up to two minutes; long
 * enough here for a client that does not wait to meet "resource is being modified".
 */
const defaultTransitionMs = 200;

/** Calls `done` when AWS would have finished what it does behind an accepted request. */
export type AfterTransition = (done: () => void) => void;

/** Transitions that last `ms`; 0: none is ever seen, since what was asked is done before the answer. */
export function transitions(clock: Clock, ms = defaultTransitionMs): AfterTransition {
  return ms === 0 ? (done) => done() : (done) => clock.after(ms, done);
}

/** Whether a resource takes requests that change it; INVALID ones do, or nobody could repair them. */
export function isSettled(status: CEStatus | JQStatus): boolean {
  return status === "VALID" || status === "INVALID";
}
