import type { KeyValuesPair } from "@aws-sdk/client-batch";
import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { jobErrors } from "../job/errors.ts";
import { statusReason } from "../job/job-reason.ts";
import { matchesPattern } from "../job/matches-pattern.ts";
import type { Job } from "../job/job.ts";
import { page, pageOf100 } from "../resource/page.ts";
import { resourceErrors } from "../resource/errors.ts";
import { findConsumable } from "./check-consumables.ts";

/** Jobs that take of a resource, newest first. */
export function listJobsByConsumableResource({
  consumableResources,
  jobs,
}: BatchContext): BatchHandler<"ListJobsByConsumableResource"> {
  return ({ consumableResource, filters = [], ...paging }) => {
    const { arn } = findConsumable(consumableResources, consumableResource);
    const wanted = filter(filters);
    const quantity = (job: Job) => job.consumables.find((need) => need.consumableResource === arn)?.quantity;
    const found = [...jobs.newestFirst()].filter((job) => quantity(job) !== undefined && wanted(job));
    const { items, nextToken } = page(found, paging, pageOf100, (job) => job.sequence, "falling");
    return {
      jobs: items.map((job) => ({
        jobArn: job.arn,
        jobQueueArn: job.queue.arn,
        jobName: job.name,
        jobStatus: job.status,
        jobDefinitionArn: job.definitionArn,
        quantity: quantity(job),
        createdAt: job.createdAt,
        startedAt: job.startedAt,
        shareIdentifier: job.shareIdentifier,
        statusReason: job.reason && statusReason(job.reason),
        consumableResourceProperties: { consumableResourceList: [...job.consumables] },
      })),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}

/** By JOB_STATUS or JOB_NAME, one of them (API reference). */
function filter(filters: readonly KeyValuesPair[]): (job: Job) => boolean {
  const [given, ...more] = filters;
  if (more.length > 0) throw jobErrors.oneFilter();
  if (!given) return () => true;
  const values = given.values ?? [];
  if (given.name === "JOB_STATUS") return ({ status }) => values.includes(status);
  if (given.name === "JOB_NAME") return ({ name }) => values.some((pattern) => matchesPattern(pattern, name));
  throw resourceErrors.invalid(`A filter's name is JOB_STATUS or JOB_NAME, given ${given.name}`);
}
