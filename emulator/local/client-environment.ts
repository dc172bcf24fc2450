import { credentialsOf } from "./local-credentials.ts";

/** Where clients find a local Batch or the local AWS. */
export interface ClientTarget {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
}

/** The variables that point any AWS client at it. */
export function clientEnvironment({ endpoint, region, accountId }: ClientTarget): Record<string, string> {
  const { accessKeyId, secretAccessKey } = credentialsOf(accountId);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
}
