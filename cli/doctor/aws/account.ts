import { BatchClient } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { STSClient } from "@aws-sdk/client-sts";
import type { EnvironmentConfig } from "../../../infra/config/environment.ts";
import type { Element } from "../../../infra/guardrails/deployment/deployment.ts";

/** An account in the environment's region, with the credentials that the AWS CLI would use. It is only looked at. */
export type Clients = ReturnType<typeof openClients>;

export function openClients(region: string) {
  // An account that does not answer is a finding, and soon.
  const common = { region, maxAttempts: 2 };
  const clients = {
    batch: new BatchClient(common),
    ec2: new EC2Client(common),
    ecr: new ECRClient(common),
    iam: new IAMClient(common),
    logs: new CloudWatchLogsClient(common),
    quotas: new ServiceQuotasClient(common),
    // At a stand-in, bucket names are no host names.
    s3: new S3Client({ ...common, forcePathStyle: process.env["AWS_ENDPOINT_URL"] !== undefined }),
    sts: new STSClient(common),
  };
  return {
    ...clients,
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** What every check looks at: an account, and what would be deployed to it. */
export interface Candidate {
  readonly clients: Clients;
  readonly accountId: string;
  readonly environment: EnvironmentConfig;
  /** Resources of the synthesised stacks, with the account's id in their names. */
  readonly resources: readonly Element[];
  /** Addresses (`stack: type.id`) that Terraform's state has; `undefined` where the state is out of reach. */
  readonly deployed: ReadonlySet<string> | undefined;
  readonly signal: AbortSignal;
}
