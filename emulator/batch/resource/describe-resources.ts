import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { page } from "./page.ts";
import { launchedVcpus } from "../scheduler/placement/fleet.ts";

/** Names and ARNs that do not exist are left out, as AWS does. */
export function describeJobQueues({ queues, tags }: BatchContext): BatchHandler<"DescribeJobQueues"> {
  return ({ jobQueues: wanted, ...paging }) => {
    const found = queues
      .all()
      .filter(({ jobQueueName, jobQueueArn }) => isWanted(wanted, jobQueueName, jobQueueArn));
    const { items, nextToken } = page(found, paging, 100, (queue) => queues.sequence(queue));
    return {
      jobQueues: items.map((queue) => ({ ...queue, tags: { ...tags.of(queue.jobQueueArn ?? "") } })),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}

/** `desiredvCpus` is what the modelled instances have at the moment. */
export function describeComputeEnvironments({
  fleets,
  tags,
}: BatchContext): BatchHandler<"DescribeComputeEnvironments"> {
  return ({ computeEnvironments: wanted, ...paging }) => {
    const found = fleets.all().filter((fleet) => isWanted(wanted, fleet.name, fleet.arn));
    const { items, nextToken } = page(found, paging, 100, (fleet) => fleets.sequence(fleet));
    return {
      computeEnvironments: items.map((fleet) => {
        const resources = fleet.environment.computeResources;
        const desiredvCpus = Math.max(resources?.minvCpus ?? 0, launchedVcpus(fleet));
        return {
          ...fleet.environment,
          ...(resources === undefined ? {} : { computeResources: { ...resources, desiredvCpus } }),
          tags: { ...tags.of(fleet.arn) },
        };
      }),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}

function isWanted(wanted: readonly string[] | undefined, name = "", arn = ""): boolean {
  return !wanted?.length || wanted.includes(name) || wanted.includes(arn);
}
