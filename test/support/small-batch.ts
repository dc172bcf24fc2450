import {
  CreateComputeEnvironmentCommand,
  CreateJobQueueCommand,
  RegisterJobDefinitionCommand,
  SubmitJobCommand,
  type BatchClient,
  type JobDetail,
} from "@aws-sdk/client-batch";
import { jobWithin } from "./job-within.ts";

/**
 * An environment, a queue ("queue") and a definition ("definition"), made one after the other without waiting. Its
 * parameter "what" has no default.
 */
export async function prepareSmallBatch(
  batch: BatchClient,
  { image = "busybox", command = ["echo", "Ref::what"] }: { image?: string; command?: string[] } = {},
): Promise<void> {
  await batch.send(
    new CreateComputeEnvironmentCommand({
      computeEnvironmentName: "environment",
      type: "MANAGED",
      computeResources: {
        type: "FARGATE",
        maxvCpus: 16,
        subnets: ["subnet-0123456789abcdef0"],
        securityGroupIds: ["sg-0123456789abcdef0"],
      },
    }),
  );
  const computeEnvironmentOrder = [{ order: 1, computeEnvironment: "environment" }];
  await batch.send(
    new CreateJobQueueCommand({ jobQueueName: "queue", priority: 1, computeEnvironmentOrder }),
  );
  await batch.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: "definition",
      type: "container",
      platformCapabilities: ["FARGATE"],
      containerProperties: {
        image,
        command,
        executionRoleArn: "arn:aws:iam::000000000000:role/execution",
        resourceRequirements: [
          { type: "VCPU", value: "1" },
          { type: "MEMORY", value: "2048" },
        ],
      },
    }),
  );
}

/** Submits a job of {@link prepareSmallBatch}'s definition; the job when it has ended. */
export async function runSmallJob(batch: BatchClient, what = "ozone"): Promise<JobDetail> {
  const { jobId = "" } = await batch.send(
    new SubmitJobCommand({
      jobName: "job",
      jobQueue: "queue",
      jobDefinition: "definition",
      parameters: { what },
    }),
  );
  return jobWithin(batch, jobId);
}
