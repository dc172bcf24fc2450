import { beforeEach, inject } from "vitest";
import { awsClients } from "../../cli/local/aws-clients.ts";
import type { LocalForTests } from "./local-stack.ts";
import { unavailable } from "./unavailable.ts";

/** The shared local environment, for a describe block; its tests are skipped, with the reason, where there is none. */
export function useLocal(): LocalForTests & {
  clients: ReturnType<typeof awsClients>;
  env: NodeJS.ProcessEnv;
} {
  const local = inject("local");
  beforeEach((context) => {
    if ("unavailable" in local) unavailable(context, local.unavailable);
  });
  const given =
    "unavailable" in local
      ? { endpoint: "http://none", region: "us-east-1", bucket: "", models: "", jobImages: {} }
      : local;
  return { ...given, clients: awsClients(given), env: clientEnv(given) };
}

/** For a client in a process of its own. */
function clientEnv({ endpoint, region }: LocalForTests): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_PAGER: "",
  };
}
