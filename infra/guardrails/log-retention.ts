import { leastRetentionDays } from "../config/defaults.ts";
import { blocks, isTrue } from "./deployment/attributes.ts";
import { isUnknown } from "./deployment/unknown.ts";
import type { Guardrail } from "./guardrail.ts";
import { jobPlaces } from "./jobs/job-containers.ts";

const allowed = `${leastRetentionDays} days or more.`;

/** A log group forgets some day, but not within a year: by default CloudWatch keeps logs, and bills them, for ever. */
export const logRetention: Guardrail = {
  name: "log-retention",
  *check(resource) {
    const { type, attributes } = resource;
    if (type === "aws_cloudwatch_log_group") {
      const given = attributes["retention_in_days"];
      const days = Number(given ?? 0);
      if (isUnknown(given) || Number.isNaN(days))
        yield { found: `a retention that is unknown at synthesis: ${String(given)}.`, allowed };
      else if (days < leastRetentionDays)
        yield { found: `retention of ${days > 0 ? `${days} days` : "logs for ever"}.`, allowed };
    }
    if (type === "aws_batch_job_definition") {
      const containers = (jobPlaces(resource) ?? []).flatMap((place) => place.containers);
      const logs = containers.flatMap((container) => blocks(container["logconfiguration"]));
      if (logs.flatMap(({ options }) => blocks(options)).some((of) => isTrue(of["awslogs-create-group"])))
        yield {
          found: "a job that makes its log group, which keeps logs for ever.",
          allowed: "a log group of these stacks.",
        };
    }
  },
};
