import { blocks, isTrue, type Attributes } from "./deployment/attributes.ts";
import type { Deployment, Element } from "./deployment/deployment.ts";
import { referenceOf } from "./deployment/unknown.ts";
import type { Fault, Guardrail } from "./guardrail.ts";
import { templateOf } from "./jobs/launch-template.ts";

const allowed = 'a launch template with http_tokens "required" and a hop limit of 1 or 2.';

/** What starts instances with metadata options of its own. */
const instances = new Set([
  "aws_launch_template",
  "aws_instance",
  "aws_launch_configuration",
  "aws_spot_instance_request",
]);

/**
 * Instance metadata only with a session token, which a request forged through a program on the instance cannot get, and
 * only from the instance (one hop) and its containers (a second one). Jobs get their role's credentials elsewhere
 * (169.254.170.2), so they still work.
 */
export const imdsv2: Guardrail = {
  name: "imdsv2",
  *check(resource, deployment) {
    const { type, attributes } = resource;
    if (instances.has(type)) yield* optionFaults(blocks(attributes["metadata_options"])[0] ?? {});
    if (type === "aws_ec2_instance_metadata_defaults") yield* optionFaults(attributes);
    if (type === "aws_spot_fleet_request" && blocks(attributes["launch_specification"]).length > 0)
      yield { found: "a launch specification, which has no metadata options.", allowed };
    if (type === "aws_batch_compute_environment") yield* environmentFaults(resource, deployment);
  },
};

const shown = (value: unknown): string => JSON.stringify(value ?? "not set");

function* optionFaults(options: Attributes): Iterable<Fault> {
  // No metadata at all.
  if (options["http_endpoint"] === "disabled") return;
  if (options["http_tokens"] !== "required")
    yield { found: `http_tokens ${shown(options["http_tokens"])}.`, allowed };
  if (![1, 2].includes(Number(options["http_put_response_hop_limit"])))
    yield { found: `a hop limit of ${shown(options["http_put_response_hop_limit"])}.`, allowed };
}

function* environmentFaults(environment: Element, deployment: Deployment): Iterable<Fault> {
  const [resources] = blocks(environment.attributes["compute_resources"]);
  // Fargate has no instances to ask.
  if (String(resources?.["type"]).toUpperCase().startsWith("FARGATE")) return;
  const template = templateOf(environment, deployment);
  if (!template) {
    yield { found: "an environment whose launch template is missing or unknown.", allowed };
    return;
  }
  const [given = {}] = blocks(resources?.["launch_template"]);
  if (!isLatest(given["version"], template, deployment))
    yield {
      found: `version ${shown(given["version"])} of the launch template, which may be an older one.`,
      allowed: "its latest_version.",
    };
  const overriding = ["override", "overrides"].filter((key) => given[key] !== undefined);
  if (overriding.length > 0)
    yield { found: "launch templates for some instance types only.", allowed: "one for all." };
}

/** Whether a version is the one that is judged here: the latest, by number or as the template's default. */
function isLatest(version: unknown, template: Element, deployment: Deployment): boolean {
  const { attributes } = template;
  const defaultIsLatest =
    isTrue(attributes["update_default_version"]) && attributes["default_version"] === undefined;
  if (version === "$Latest") return true;
  if (version === undefined || version === "" || version === "$Default") return defaultIsLatest;
  const attribute = referenceOf(version)?.attribute;
  if (deployment.find(version) !== template) return false;
  return attribute === "latest_version" || (attribute === "default_version" && defaultIsLatest);
}
