import { z } from "zod";
import { type Observed, unknownBecause } from "../../contract/observed.ts";
import { httpGet, whyNoAnswer } from "./http-get.ts";

/** The parts of the instance identity document that matter (EC2 user guide). */
const identityDocument = z.object({
  instanceType: z.string().min(1),
  instanceId: z.string().min(1),
  availabilityZone: z.string().min(1),
});

export interface InstanceIdentity {
  readonly instance_type: Observed<string>;
  readonly instance_id: Observed<string>;
  readonly availability_zone: Observed<string>;
}

/**
 * What it really runs on, from IMDSv2. Never throws and takes at most 2 s. From a container the token needs a hop limit
 * of 2 (launch template `HttpPutResponseHopLimit`) or host networking; otherwise its answer never arrives.
 */
export async function observeInstance(
  env: NodeJS.ProcessEnv,
  { emulated }: { emulated: boolean },
): Promise<InstanceIdentity> {
  if (emulated) return unknownInstance("emulated: this is no EC2 instance of that architecture");
  if (env["AWS_EC2_METADATA_DISABLED"]?.toLowerCase() === "true") {
    return unknownInstance("instance metadata is disabled (AWS_EC2_METADATA_DISABLED)");
  }
  const endpoint = env["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? "http://169.254.169.254";
  try {
    const token = await httpGet(new URL("/latest/api/token", endpoint).href, {
      method: "PUT",
      headers: { "x-aws-ec2-metadata-token-ttl-seconds": "60" },
      timeoutMs: 1000,
    });
    const document = await httpGet(new URL("/latest/dynamic/instance-identity/document", endpoint).href, {
      headers: { "x-aws-ec2-metadata-token": token },
      timeoutMs: 1000,
    });
    const found = identityDocument.parse(JSON.parse(document));
    return {
      instance_type: { value: found.instanceType },
      instance_id: { value: found.instanceId },
      availability_zone: { value: found.availabilityZone },
    };
  } catch (error) {
    return unknownInstance(`instance metadata (IMDSv2) is not available: ${whyNoAnswer(error)}`);
  }
}

function unknownInstance(reason: string): InstanceIdentity {
  const unknown = unknownBecause(reason);
  return { instance_type: unknown, instance_id: unknown, availability_zone: unknown };
}
