import type { QueueSnapshotCapacityUsage } from "@aws-sdk/client-batch";
import type { OperationOutput } from "../../model/operation-types.ts";
import type { BatchContext } from "../batch-context.ts";
import { sharesOf } from "../quota-share/shares-of.ts";
import { isQuotaManaged } from "../scheduling-policy/policy-of-queue.ts";
import { allTypes } from "../service-environment/service-environment.ts";
import type { Placed } from "../service-job/service-fronts.ts";
import type { ServiceJob } from "../service-job/service-job.ts";
import { capacityOf, instancesOf } from "../service-job/training-request.ts";
import type { JobQueue } from "./job-queue.ts";

/** Of a queue for service jobs. Where it has quota shares, the first of each and who has how much, by instance type. */
export function serviceQueueSnapshot(
  context: BatchContext,
  queue: JobQueue,
): OperationOutput<"GetJobQueueSnapshot"> {
  const { serviceScheduler, policies, clock } = context;
  const lastUpdatedAt = clock.now();
  const jobs = serviceScheduler.dispatched(queue);
  const frontOfQueue = { jobs: serviceScheduler.fronts.of(queue).map(place), lastUpdatedAt };
  if (!isQuotaManaged(policies, queue)) {
    const totalCapacityUsage = [{ capacityUnit: allTypes, quantity: instancesOf(jobs) }];
    return { frontOfQueue, queueUtilization: { totalCapacityUsage, lastUpdatedAt } };
  }
  const heads = [...serviceScheduler.fronts.ofShares(queue)];
  return {
    frontOfQueue,
    frontOfQuotaShares: {
      quotaShares: Object.fromEntries(heads.map(([{ shareName }, head]) => [shareName, [place(head)]])),
      lastUpdatedAt,
    },
    queueUtilization: {
      totalCapacityUsage: byType(jobs),
      quotaShareUtilization: { topCapacityUtilization: byShare(context, queue, jobs) },
      lastUpdatedAt,
    },
  };
}

const place = ({ job, since }: Placed) => ({ jobArn: job.arn, earliestTimeAtPosition: since });

/** A queue has at most 20 shares, so all are told; who has most comes first. */
function byShare({ quotaShares }: BatchContext, queue: JobQueue, jobs: readonly ServiceJob[]) {
  return sharesOf(queue, quotaShares.all())
    .map(({ shareName }) => ({
      shareName,
      mine: jobs.filter(({ quotaShareName }) => quotaShareName === shareName),
    }))
    .toSorted((a, b) => instancesOf(b.mine) - instancesOf(a.mine))
    .map(({ shareName, mine }) => ({ quotaShareName: shareName, capacityUsage: byType(mine) }));
}

function byType(jobs: readonly ServiceJob[]): QueueSnapshotCapacityUsage[] {
  const types = Map.groupBy(jobs, (job) => capacityOf(job).type);
  types.delete(undefined);
  return [...types].map(([capacityUnit, of]) => ({ capacityUnit, quantity: instancesOf(of) }));
}
