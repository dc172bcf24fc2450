import { z } from "zod";
import { unknownBecause } from "../../contract/observed.ts";
import type { Environment } from "../../contract/result.ts";
import { httpGet, whyNoAnswer } from "./http-get.ts";

/** The parts of the instance identity document that matter (EC2 user guide). */
const identityDocument = z.object({
  instanceType: z.string().min(1),
  instanceId: z.string().min(1),
  availabilityZone: z.string().min(1),
  imageId: z.string().min(1).optional(),
  pendingTime: z.iso.datetime().optional(),
});

export type InstanceIdentity = Pick<
  Environment,
  "instance_type" | "instance_id" | "availability_zone" | "ami" | "instance_launched_at" | "purchase_option"
>;

const lifeCycle = z.enum(["on-demand", "spot", "scheduled", "capacity-block"]);

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
    const get = (path: string): Promise<string> =>
      httpGet(new URL(path, endpoint).href, {
        headers: { "x-aws-ec2-metadata-token": token },
        timeoutMs: 1000,
      });
    const [document, purchase] = await Promise.all([
      get("/latest/dynamic/instance-identity/document"),
      get("/latest/meta-data/instance-life-cycle").then(
        (text) => lifeCycle.safeParse(text.trim()).data,
        () => undefined,
      ),
    ]);
    const found = identityDocument.parse(JSON.parse(document));
    return {
      instance_type: { value: found.instanceType },
      instance_id: { value: found.instanceId },
      availability_zone: { value: found.availabilityZone },
      ami: known(found.imageId, "the identity document has no imageId"),
      instance_launched_at: known(found.pendingTime, "the identity document has no pendingTime"),
      purchase_option: known(purchase, "instance metadata does not name the instance's life cycle"),
    };
  } catch (error) {
    return unknownInstance(`instance metadata (IMDSv2) is not available: ${whyNoAnswer(error)}`);
  }
}

function unknownInstance(reason: string): InstanceIdentity {
  const unknown = unknownBecause(reason);
  return {
    instance_type: unknown,
    instance_id: unknown,
    availability_zone: unknown,
    ami: unknown,
    instance_launched_at: unknown,
    purchase_option: unknown,
  };
}

const known = <Value>(value: Value | undefined, otherwise: string) =>
  value === undefined ? unknownBecause(otherwise) : { value };
