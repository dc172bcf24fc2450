import type { BatchApi } from "../ports/batch-api.ts";
import type { BatchContext } from "./batch-context.ts";
import { createComputeEnvironment } from "./compute-environment/create-compute-environment.ts";
import { deleteComputeEnvironment } from "./compute-environment/delete-compute-environment.ts";
import { describeComputeEnvironments } from "./compute-environment/describe-compute-environments.ts";
import { updateComputeEnvironment } from "./compute-environment/update-compute-environment.ts";
import { createSchedulingPolicy } from "./scheduling-policy/create-scheduling-policy.ts";
import { updateSchedulingPolicy } from "./scheduling-policy/update-scheduling-policy.ts";
import { deleteSchedulingPolicy } from "./scheduling-policy/delete-scheduling-policy.ts";
import { describeSchedulingPolicies } from "./scheduling-policy/describe-scheduling-policies.ts";
import { listSchedulingPolicies } from "./scheduling-policy/list-scheduling-policies.ts";
import { createConsumableResource } from "./consumable-resource/create-consumable-resource.ts";
import { updateConsumableResource } from "./consumable-resource/update-consumable-resource.ts";
import { deleteConsumableResource } from "./consumable-resource/delete-consumable-resource.ts";
import { describeConsumableResource } from "./consumable-resource/describe-consumable-resource.ts";
import { listConsumableResources } from "./consumable-resource/list-consumable-resources.ts";
import { listJobsByConsumableResource } from "./consumable-resource/list-jobs-by-consumable-resource.ts";
import { getJobQueueSnapshot } from "./job-queue/get-job-queue-snapshot.ts";
import { deregisterJobDefinition } from "./job-definition/deregister-job-definition.ts";
import { describeJobDefinitions } from "./job-definition/describe-job-definitions.ts";
import { registerJobDefinition } from "./job-definition/register-job-definition.ts";
import { createJobQueue } from "./job-queue/create-job-queue.ts";
import { deleteJobQueue } from "./job-queue/delete-job-queue.ts";
import { describeJobQueues } from "./job-queue/describe-job-queues.ts";
import { updateJobQueue } from "./job-queue/update-job-queue.ts";
import { cancelJob } from "./job/cancel-job.ts";
import { cancelJobs, terminateJobs } from "./job/stop-jobs.ts";
import { describeJobs } from "./job/describe-jobs.ts";
import { listJobs } from "./job/list-jobs.ts";
import { submitJob } from "./job/submit-job.ts";
import { terminateJob } from "./job/terminate-job.ts";
import { createQuotaShare } from "./quota-share/create-quota-share.ts";
import { deleteQuotaShare } from "./quota-share/delete-quota-share.ts";
import { describeQuotaShare } from "./quota-share/describe-quota-share.ts";
import { listQuotaShares } from "./quota-share/list-quota-shares.ts";
import { updateQuotaShare } from "./quota-share/update-quota-share.ts";
import { createServiceEnvironment } from "./service-environment/create-service-environment.ts";
import { deleteServiceEnvironment } from "./service-environment/delete-service-environment.ts";
import { describeServiceEnvironments } from "./service-environment/describe-service-environments.ts";
import { updateServiceEnvironment } from "./service-environment/update-service-environment.ts";
import { describeServiceJob } from "./service-job/describe-service-job.ts";
import { listServiceJobs } from "./service-job/list-service-jobs.ts";
import { submitServiceJob } from "./service-job/submit-service-job.ts";
import { terminateServiceJob, terminateServiceJobs } from "./service-job/terminate-service-jobs.ts";
import { updateServiceJob } from "./service-job/update-service-job.ts";
import { listTagsForResource } from "./tag/list-tags-for-resource.ts";
import { tagResource } from "./tag/tag-resource.ts";
import { untagResource } from "./tag/untag-resource.ts";

/** The operations that the local AWS Batch has. */
export type LocalOperation = keyof ReturnType<typeof operations>;

export function operations(context: BatchContext) {
  return {
    CreateComputeEnvironment: createComputeEnvironment(context),
    UpdateComputeEnvironment: updateComputeEnvironment(context),
    DeleteComputeEnvironment: deleteComputeEnvironment(context),
    DescribeComputeEnvironments: describeComputeEnvironments(context),
    CreateJobQueue: createJobQueue(context),
    UpdateJobQueue: updateJobQueue(context),
    DeleteJobQueue: deleteJobQueue(context),
    DescribeJobQueues: describeJobQueues(context),
    RegisterJobDefinition: registerJobDefinition(context),
    DeregisterJobDefinition: deregisterJobDefinition(context),
    DescribeJobDefinitions: describeJobDefinitions(context),
    SubmitJob: submitJob(context),
    DescribeJobs: describeJobs(context),
    ListJobs: listJobs(context),
    CancelJob: cancelJob(context),
    TerminateJob: terminateJob(context),
    CancelJobs: cancelJobs(context),
    TerminateJobs: terminateJobs(context),
    ListTagsForResource: listTagsForResource(context),
    TagResource: tagResource(context),
    UntagResource: untagResource(context),
    CreateSchedulingPolicy: createSchedulingPolicy(context),
    UpdateSchedulingPolicy: updateSchedulingPolicy(context),
    DeleteSchedulingPolicy: deleteSchedulingPolicy(context),
    DescribeSchedulingPolicies: describeSchedulingPolicies(context),
    ListSchedulingPolicies: listSchedulingPolicies(context),
    CreateConsumableResource: createConsumableResource(context),
    UpdateConsumableResource: updateConsumableResource(context),
    DeleteConsumableResource: deleteConsumableResource(context),
    DescribeConsumableResource: describeConsumableResource(context),
    ListConsumableResources: listConsumableResources(context),
    ListJobsByConsumableResource: listJobsByConsumableResource(context),
    GetJobQueueSnapshot: getJobQueueSnapshot(context),
    CreateServiceEnvironment: createServiceEnvironment(context),
    UpdateServiceEnvironment: updateServiceEnvironment(context),
    DeleteServiceEnvironment: deleteServiceEnvironment(context),
    DescribeServiceEnvironments: describeServiceEnvironments(context),
    CreateQuotaShare: createQuotaShare(context),
    UpdateQuotaShare: updateQuotaShare(context),
    DeleteQuotaShare: deleteQuotaShare(context),
    DescribeQuotaShare: describeQuotaShare(context),
    ListQuotaShares: listQuotaShares(context),
    SubmitServiceJob: submitServiceJob(context),
    UpdateServiceJob: updateServiceJob(context),
    TerminateServiceJob: terminateServiceJob(context),
    TerminateServiceJobs: terminateServiceJobs(context),
    DescribeServiceJob: describeServiceJob(context),
    ListServiceJobs: listServiceJobs(context),
  } satisfies BatchApi;
}
