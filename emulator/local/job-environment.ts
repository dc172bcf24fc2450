import type { Platform } from "../../contract/architecture.ts";
import type { AttemptRequest } from "../ports/executor.ts";
import { credentialsOf } from "./local-credentials.ts";

/** Where a job finds the local services. */
export interface JobEndpoints {
  /** S3 by itself: what jobs read and store goes straight to LocalStack. */
  readonly s3: string;
  /** All else. */
  readonly aws: string;
}

/** What a job needs to find the local services; on AWS the instance, its role and the SDK's defaults give the same. */
export function jobEnvironment(
  endpoints: Promise<JobEndpoints>,
  accountId: string,
  imageIds: Readonly<Partial<Record<Platform, string>>>,
) {
  const { accessKeyId, secretAccessKey } = credentialsOf(accountId);
  return async ({ platform, region }: AttemptRequest): Promise<Record<string, string>> => ({
    AWS_ENDPOINT_URL: (await endpoints).aws,
    AWS_ENDPOINT_URL_S3: (await endpoints).s3,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    // There is no instance metadata here, and asking for it costs a time-out.
    AWS_EC2_METADATA_DISABLED: "true",
    GCBENCH_IMAGE: imageIds[platform] ?? "",
  });
}
