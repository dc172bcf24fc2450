import { localCredentials } from "../../emulator/local/local-credentials.ts";
import { openAwsClients, type AwsClients } from "../../client/aws-clients.ts";
import type { LocalState } from "./state-file.ts";

/** Ordinary AWS clients, pointed at the local environment. */
export const awsClients = ({ endpoint, region }: Pick<LocalState, "endpoint" | "region">): AwsClients =>
  openAwsClients({ endpoint, region, credentials: localCredentials }, true);
