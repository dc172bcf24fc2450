import { localAccountId } from "../../emulator/aws/account.ts";
import { credentialsOf } from "../../emulator/local/local-credentials.ts";
import { openAwsClients, type AwsClients } from "../../client/aws-clients.ts";
import type { LocalState } from "./state-file.ts";

/** Ordinary AWS clients, pointed at the local environment. */
export const awsClients = ({
  endpoint,
  region,
  accountId = localAccountId,
}: Pick<LocalState, "endpoint" | "region"> & Partial<Pick<LocalState, "accountId">>): AwsClients =>
  openAwsClients({ endpoint, region, credentials: credentialsOf(accountId) }, true);
