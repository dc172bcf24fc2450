import { credentialsOf } from "../local/local-credentials.ts";

/** How moto is to behave, by its own variables. `calledPort`: where its Step Functions finds AWS, on localhost. */
export const motoEnvironment = (accountId: string, calledPort: number): Record<string, string> => {
  const { accessKeyId, secretAccessKey } = credentialsOf(accountId);
  return {
    MOTO_ACCOUNT_ID: accountId,
    MOTO_PORT: String(calledPort),
    // Without AWS's own policies, which roles attach, moto has only those that were created.
    MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
    PYTHONUNBUFFERED: "1",
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
};
