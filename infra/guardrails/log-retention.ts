import { leastRetentionDays } from "../config/defaults.ts";
import { blocks, isTrue, strings, type Attributes } from "./deployment/attributes.ts";
import type { Deployment } from "./deployment/deployment.ts";
import { isUnknown } from "./deployment/unknown.ts";
import type { Guardrail } from "./guardrail.ts";
import { jobPlaces } from "./jobs/job-containers.ts";

const allowed = `${leastRetentionDays} days or more.`;

/** A log group forgets some day, but not within a year: by default CloudWatch keeps logs, and bills them, for ever. */
export const logRetention: Guardrail = {
  name: "log-retention",
  *check(resource, deployment) {
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
      for (const container of containers) {
        const found = logFault(blocks(container["logconfiguration"])[0], deployment);
        if (found !== undefined)
          yield { found, allowed: "the driver awslogs and a log group of these stacks." };
      }
    }
  },
};

/** What is wrong with where a container's lines go; `undefined` for nothing. */
function logFault(given: Attributes | undefined, deployment: Deployment): string | undefined {
  // Batch's own group (Batch user guide, "Using CloudWatch Logs with AWS Batch").
  if (!given) return "a job without log configuration, whose lines Batch keeps for ever in /aws/batch/job.";
  if (given["logdriver"] !== "awslogs")
    return `the log driver ${String(given["logdriver"])}, whose lines are gone with the instance.`;
  const [options = {}] = blocks(given["options"]);
  if (isTrue(options["awslogs-create-group"]))
    return "a job that makes its log group, which keeps logs for ever.";
  const [name = "/aws/batch/job"] = strings(options["awslogs-group"]);
  const ofStacks = deployment
    .ofType("aws_cloudwatch_log_group")
    .some((group) => deployment.find(name) === group || group.attributes["name"] === name);
  return ofStacks ? undefined : `the log group ${name}, whose retention is unknown.`;
}
