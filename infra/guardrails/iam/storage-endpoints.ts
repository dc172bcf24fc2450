import { isGiven } from "../deployment/attributes.ts";
import type { Deployment, Element } from "../deployment/deployment.ts";
import type { Fault } from "../guardrail.ts";
import type { Grant } from "./policy.ts";
import { isEveryResource } from "./resources.ts";

const allowed = "a policy that names the buckets.";

/** An endpoint of S3 without a policy lets everything through, to every bucket of everybody (VPC user guide). */
export function* openEndpointFaults(resource: Element, deployment: Deployment): Iterable<Fault> {
  const { type, attributes } = resource;
  if (type !== "aws_vpc_endpoint" || !String(attributes["service_name"]).endsWith(".s3")) return;
  const separate = deployment
    .ofType("aws_vpc_endpoint_policy")
    .some(({ attributes: of }) => deployment.find(of["vpc_endpoint_id"]) === resource);
  if (!isGiven(attributes["policy"]) && !separate)
    yield { found: "an endpoint of S3 without a policy, which lets through to every bucket.", allowed };
}

/** What a grant of an endpoint's policy lets through to buckets that nobody named. */
export function* everyBucketFaults({ sid, actions, resources }: Grant): Iterable<Fault> {
  if (actions.some((action) => /^s3:/i.test(action)))
    for (const every of resources.filter((resource) => isEveryResource(resource)))
      yield { found: `${sid} lets through to every bucket (${every}).`, allowed };
}
