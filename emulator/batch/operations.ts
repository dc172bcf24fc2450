import type { BatchApi } from "../ports/batch-api.ts";
import type { BatchContext } from "./batch-context.ts";
import { createComputeEnvironment } from "./compute-environment/create-compute-environment.ts";
import { deleteComputeEnvironment } from "./compute-environment/delete-compute-environment.ts";
import { describeComputeEnvironments } from "./compute-environment/describe-compute-environments.ts";
import { updateComputeEnvironment } from "./compute-environment/update-compute-environment.ts";
import { deregisterJobDefinition } from "./job-definition/deregister-job-definition.ts";
import { describeJobDefinitions } from "./job-definition/describe-job-definitions.ts";
import { registerJobDefinition } from "./job-definition/register-job-definition.ts";
import { createJobQueue } from "./job-queue/create-job-queue.ts";
import { deleteJobQueue } from "./job-queue/delete-job-queue.ts";
import { describeJobQueues } from "./job-queue/describe-job-queues.ts";
import { updateJobQueue } from "./job-queue/update-job-queue.ts";
import { cancelJob } from "./job/cancel-job.ts";
import { describeJobs } from "./job/describe-jobs.ts";
import { listJobs } from "./job/list-jobs.ts";
import { submitJob } from "./job/submit-job.ts";
import { terminateJob } from "./job/terminate-job.ts";
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
    ListTagsForResource: listTagsForResource(context),
    TagResource: tagResource(context),
    UntagResource: untagResource(context),
  } satisfies BatchApi;
}
