import { strings, under } from "../deployment/attributes.ts";
import type { Deployment, Element } from "../deployment/deployment.ts";
import type { Fault } from "../guardrail.ts";

const allowed =
  "policies of the actions that are needed, made in these stacks; of AWS's own those of agents.";

/** AWS's policies that give an agent or a service what it cannot do without, and nothing of other resources. */
const ofAgents = new Set([
  "AWSBatchServiceRole",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEC2ContainerServiceforEC2Role",
  "AmazonEC2SpotFleetTaggingRole",
  "AmazonECSTaskExecutionRolePolicy",
  "AmazonSSMManagedInstanceCore",
  "AWSLambdaBasicExecutionRole",
  "AWSXRayDaemonWriteAccess",
  "CloudWatchAgentServerPolicy",
]);

/** The policies that a resource attaches are judged here, or known to be narrow. */
export function* managedPolicyFaults(resource: Element, deployment: Deployment): Iterable<Fault> {
  if (!/^aws_(iam|ssoadmin)_/.test(resource.type)) return;
  const given = ["policy_arn", "policy_arns", "managed_policy_arns", "managed_policy_arn"].flatMap((key) =>
    under(resource.attributes, key).flatMap(strings),
  );
  for (const arn of new Set(given)) {
    const source = deployment.find(arn);
    if (source?.type === "aws_iam_policy" && deployment.resources.includes(source)) continue;
    const [named = arn] = [source?.attributes["arn"], source?.attributes["name"]].flatMap(strings);
    const name = named.split("/").at(-1) ?? "";
    const isOfAws = /:iam::aws:policy\//.test(named) || (source !== undefined && !named.startsWith("arn:"));
    if (!(isOfAws && ofAgents.has(name))) yield { found: `the managed policy ${named}.`, allowed };
  }
}
