import { localAccountId } from "../aws/account.ts";

/** Nothing checks them, but LocalStack takes the account from the key: "test" stands for 000000000000. */
export const credentialsOf = (accountId: string) => ({
  accessKeyId: accountId === localAccountId ? "test" : accountId,
  secretAccessKey: "test",
});
