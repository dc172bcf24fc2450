import { blocks, isGiven } from "../deployment/attributes.ts";
import type { Deployment, Element } from "../deployment/deployment.ts";

/** The launch template of a compute environment, by id or by name, if these stacks make it. */
export function templateOf(environment: Element, deployment: Deployment): Element | undefined {
  const [resources] = blocks(environment.attributes["compute_resources"]);
  const [given] = blocks(resources?.["launch_template"]);
  if (!given) return undefined;
  const name = given["launch_template_name"];
  const named = isGiven(name)
    ? deployment.ofType("aws_launch_template").find(({ attributes }) => attributes["name"] === name)
    : undefined;
  const found = named ?? deployment.find(given["launch_template_id"]) ?? deployment.find(name);
  return found?.type === "aws_launch_template" ? found : undefined;
}
