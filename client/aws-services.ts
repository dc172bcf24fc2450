import { openAwsClients, type AwsClients } from "./aws-clients.ts";

/** Clients with the user's own AWS configuration, in the region of the deployment. */
export function awsServices(region: string, env: NodeJS.ProcessEnv = process.env): AwsClients {
  return openAwsClients({ region }, Boolean(env["AWS_ENDPOINT_URL_S3"] ?? env["AWS_ENDPOINT_URL"]));
}
