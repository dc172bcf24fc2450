import { leastRetentionDays } from "../config/defaults.ts";
import { elementOf } from "./element.ts";
import type { Guardrail } from "./guardrail.ts";

/** A log group forgets some day, but not within a year: by default CloudWatch keeps logs, and bills them, for ever. */
export const logRetention: Guardrail = {
  name: "log-retention",
  *check(node) {
    const element = elementOf(node);
    if (element?.type !== "aws_cloudwatch_log_group") return;
    const days = element.attributes["retention_in_days"];
    if (typeof days !== "number" || days < leastRetentionDays)
      yield {
        found: `retention of ${typeof days === "number" && days > 0 ? `${days} days` : "logs for ever"}.`,
        allowed: `${leastRetentionDays} days or more.`,
      };
  },
};
