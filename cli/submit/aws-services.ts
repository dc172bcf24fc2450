import { BatchClient } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";

/** Clients with the user's own AWS configuration, in the region of the deployment. */
export function awsServices(region: string, env: NodeJS.ProcessEnv = process.env) {
  const batch = new BatchClient({ region });
  const logs = new CloudWatchLogsClient({ region });
  // Bucket names are host names at AWS alone.
  const forcePathStyle = Boolean(env["AWS_ENDPOINT_URL_S3"] ?? env["AWS_ENDPOINT_URL"]);
  const s3 = new S3Client({ region, forcePathStyle });
  return {
    batch,
    logs,
    s3,
    close: () => {
      batch.destroy();
      logs.destroy();
      s3.destroy();
    },
  };
}
