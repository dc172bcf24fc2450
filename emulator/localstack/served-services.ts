import { z } from "zod";

const health = z.object({ services: z.record(z.string(), z.string()) });

/** Names of requests' signatures where LocalStack has another for the service. */
const signingNames: Readonly<Record<string, string>> = {
  cloudwatch: "monitoring",
  ses: "email",
  stepfunctions: "states",
};

/**
 * The services that this LocalStack has, by the names that requests are signed for: ours has S3, and an image of the
 * user's own may have more (LocalStack, `/_localstack/health`).
 */
export async function servedServices(url: string): Promise<ReadonlySet<string>> {
  const response = await fetch(`${url}/_localstack/health`);
  const { services } = health.parse(await response.json());
  const served = Object.entries(services).filter(([, state]) => state !== "disabled" && state !== "error");
  return new Set(served.map(([name]) => signingNames[name] ?? name));
}
