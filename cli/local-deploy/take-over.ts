import { DescribeComputeEnvironmentsCommand, DescribeJobQueuesCommand } from "@aws-sdk/client-batch";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import type { AwsClients } from "../../client/aws-clients.ts";
import type { ResourceChange } from "./terraform.ts";

type Clients = Pick<AwsClients, "batch" | "logs" | "s3">;

export interface TakenOver {
  readonly address: string;
  /** What the provider imports it by (terraform-provider-aws docs, "Import"). */
  readonly id: string;
}

/** By type: the attribute that names it, and what it is imported by, where there is one of that name. */
const kinds: Readonly<
  Record<string, { readonly name: string; idOf(name: string, clients: Clients): Promise<string | undefined> }>
> = {
  aws_batch_compute_environment: {
    name: "compute_environment_name",
    async idOf(name, { batch }) {
      const { computeEnvironments = [] } = await batch.send(
        new DescribeComputeEnvironmentsCommand({ computeEnvironments: [name] }),
      );
      return computeEnvironments[0]?.computeEnvironmentName;
    },
  },
  aws_batch_job_queue: {
    name: "name",
    async idOf(name, { batch }) {
      const { jobQueues = [] } = await batch.send(new DescribeJobQueuesCommand({ jobQueues: [name] }));
      return jobQueues[0]?.jobQueueArn;
    },
  },
  aws_cloudwatch_log_group: {
    name: "name",
    async idOf(name, { logs }) {
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
      return logGroups.find(({ logGroupName }) => logGroupName === name)?.logGroupName;
    },
  },
  aws_s3_bucket: {
    name: "bucket",
    async idOf(name, { s3 }) {
      return s3.send(new HeadBucketCommand({ Bucket: name })).then(
        () => name,
        (error: { $metadata?: { httpStatusCode?: number } }) => {
          if (error.$metadata?.httpStatusCode === 404) return undefined;
          throw error;
        },
      );
    },
  },
};

/**
 * What a plan would create and is there by that name: what `local up` made of the stacks by itself, and what an earlier
 * deployment left. Job definitions need none of it: one of the same name is a new revision.
 */
export async function findTakenOver(
  resources: readonly ResourceChange[],
  clients: Clients,
): Promise<TakenOver[]> {
  const found = await Promise.all(
    resources.map(async ({ address, type, change }) => {
      const kind = change.actions.join() === "create" ? kinds[type] : undefined;
      const name = kind && change.after?.[kind.name];
      const id = typeof name === "string" ? await kind?.idOf(name, clients) : undefined;
      return id === undefined ? [] : [{ address, id }];
    }),
  );
  return found.flat();
}

/** Terraform's `import` blocks. */
export const importBlocks = (taken: readonly TakenOver[]): object => ({
  import: taken.map(({ address, id }) => ({ to: address, id })),
});
