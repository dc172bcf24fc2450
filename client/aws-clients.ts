import { BatchClient, type BatchClientConfig } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";

export type AwsClients = ReturnType<typeof openAwsClients>;

/** The three services that a submission goes through. `forcePathStyle`: bucket names are host names at AWS alone. */
export function openAwsClients(
  common: Pick<BatchClientConfig, "endpoint" | "region" | "credentials">,
  forcePathStyle: boolean,
) {
  const batch = new BatchClient(common);
  const submitter = new BatchClient({ ...common, maxAttempts: 1 });
  const logs = new CloudWatchLogsClient(common);
  const s3 = new S3Client({ ...common, forcePathStyle });
  return {
    batch,
    /** Repeats no request by itself: see submitOnce. */
    submitter,
    logs,
    s3,
    close: () => {
      batch.destroy();
      submitter.destroy();
      logs.destroy();
      s3.destroy();
    },
  };
}
