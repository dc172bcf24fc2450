import { credentialsOf } from "../../emulator/local/local-credentials.ts";
import type { LocalState } from "./state-file.ts";

/** The variables that point any AWS client at the local environment. */
export function clientEnvironment({
  endpoint,
  region,
  accountId,
}: Pick<LocalState, "endpoint" | "region" | "accountId">): Record<string, string> {
  const { accessKeyId, secretAccessKey } = credentialsOf(accountId);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
}
