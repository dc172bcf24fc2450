import type { EvaluateOnExit, RetryStrategy } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { jobErrors } from "./errors.ts";

/** API reference, RetryStrategy and EvaluateOnExit. */
export function checkRetryStrategy(strategy: Validated<RetryStrategy> | undefined): void {
  if (!strategy) return;
  const { attempts, evaluateOnExit = [] } = strategy;
  if (attempts === undefined) {
    if (evaluateOnExit.length > 0) throw jobErrors.attemptsMissing();
    return;
  }
  checkRange("RetryAttempts", attempts, 1, 10);
  if (evaluateOnExit.length > 5) {
    throw resourceErrors.invalid(`evaluateOnExit can have at most 5 entries, given ${evaluateOnExit.length}`);
  }
  evaluateOnExit.forEach(checkEntry);
}

function checkEntry(entry: Validated<EvaluateOnExit>): void {
  const { onStatusReason, onReason, onExitCode, action } = entry;
  const given = [onStatusReason, onReason, onExitCode].filter((pattern) => pattern !== undefined);
  if (given.length === 0) {
    throw resourceErrors.invalid(
      "evaluateOnExit needs onStatusReason, onReason or onExitCode in every entry",
    );
  }
  if (given.some((pattern) => pattern.length > 512)) {
    throw resourceErrors.invalid("evaluateOnExit patterns can have at most 512 characters");
  }
  if (onExitCode !== undefined && !/^\d*\*?$/.test(onExitCode)) {
    throw resourceErrors.invalid(`onExitCode takes digits and one * at the end, given ${onExitCode}`);
  }
  // Only a trailing asterisk is one: elsewhere the pattern would silently match nothing.
  const starred = [onStatusReason, onReason].find((pattern) => pattern?.slice(0, -1).includes("*"));
  if (starred !== undefined) {
    throw resourceErrors.invalid(`evaluateOnExit patterns take * only at the end, given ${starred}`);
  }
  if (!/^(retry|exit)$/i.test(action)) {
    throw resourceErrors.invalid(`evaluateOnExit action is RETRY or EXIT, given ${action}`);
  }
}
