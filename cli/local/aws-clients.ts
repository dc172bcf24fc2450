import { BatchClient } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";
import { localCredentials } from "../../emulator/local/local-credentials.ts";
import type { LocalState } from "./state-file.ts";

/** Ordinary AWS clients, pointed at the local environment. */
export function awsClients({ endpoint, region }: Pick<LocalState, "endpoint" | "region">) {
  const common = { endpoint, region, credentials: localCredentials };
  const batch = new BatchClient(common);
  const logs = new CloudWatchLogsClient(common);
  const s3 = new S3Client({ ...common, forcePathStyle: true });
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
