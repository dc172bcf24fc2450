import { AthenaClient } from "@aws-sdk/client-athena";
import { BatchClient } from "@aws-sdk/client-batch";
import { BudgetsClient } from "@aws-sdk/client-budgets";
import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GlueClient } from "@aws-sdk/client-glue";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import type { EnvironmentConfig } from "../../../infra/config/environment.ts";
import type { Element } from "../../../infra/guardrails/deployment/deployment.ts";

/** An account in the environment's region, with the credentials that the AWS CLI would use. It is only looked at. */
export type Clients = ReturnType<typeof openClients>;

export function openClients(region: string) {
  // An account that does not answer is a finding, and soon.
  const common = { region, maxAttempts: 2 };
  const clients = {
    athena: new AthenaClient(common),
    batch: new BatchClient(common),
    budgets: new BudgetsClient(common),
    cloudfront: new CloudFrontClient(common),
    cloudwatch: new CloudWatchClient(common),
    ec2: new EC2Client(common),
    ecr: new ECRClient(common),
    events: new EventBridgeClient(common),
    glue: new GlueClient(common),
    iam: new IAMClient(common),
    kms: new KMSClient(common),
    logs: new CloudWatchLogsClient(common),
    quotas: new ServiceQuotasClient(common),
    s3: openS3(region),
    scheduler: new SchedulerClient(common),
    sfn: new SFNClient(common),
    sns: new SNSClient(common),
    sqs: new SQSClient(common),
    sts: new STSClient(common),
  };
  return {
    ...clients,
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** S3 in a region: state may be kept in another one than the environment. */
export const openS3 = (region: string): S3Client =>
  // At a stand-in, bucket names are no host names.
  new S3Client({ region, maxAttempts: 2, forcePathStyle: process.env["AWS_ENDPOINT_URL"] !== undefined });

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
