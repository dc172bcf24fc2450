import { localCredentials } from "../../emulator/local/local-credentials.ts";
import type { LocalState } from "./state-file.ts";

/** The variables that point any AWS client at the local environment. */
export function clientEnvironment({ endpoint, region }: LocalState): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
  };
}
