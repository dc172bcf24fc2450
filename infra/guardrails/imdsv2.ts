import { blocks, elementOf, findElement, strings, type Element } from "./element.ts";
import type { Guardrail } from "./guardrail.ts";
import { originOf } from "./origin.ts";

const allowed = 'a launch template with http_tokens "required" and a hop limit of 1 or 2.';

/**
 * Instance metadata only with a session token, which a request forged through a program on the instance cannot get, and
 * only from the instance (one hop) and its containers (a second one). Jobs get their role's credentials elsewhere
 * (169.254.170.2), so they still work.
 */
export const imdsv2: Guardrail = {
  name: "imdsv2",
  *check(node) {
    const element = elementOf(node);
    if (element?.type === "aws_launch_template") {
      const [options = {}] = blocks(element.attributes["metadata_options"]);
      if (options["http_tokens"] !== "required")
        yield { found: `http_tokens ${JSON.stringify(options["http_tokens"] ?? "not set")}.`, allowed };
      if (![1, 2].includes(Number(options["http_put_response_hop_limit"])))
        yield {
          found: `a hop limit of ${JSON.stringify(options["http_put_response_hop_limit"] ?? "not set")}.`,
          allowed,
        };
    }
    if (element?.type === "aws_batch_compute_environment" && !templateOf(element))
      yield { found: "an environment whose launch template is missing or unknown.", allowed };
  },
};

function templateOf(environment: Element): Element | undefined {
  const [resources] = blocks(environment.attributes["compute_resources"]);
  const [template] = blocks(resources?.["launch_template"]);
  const [id] = strings(template?.["launch_template_id"]);
  const origin = id === undefined ? undefined : originOf(id);
  return origin?.kind === "attribute" ? findElement(origin.stack, origin.address) : undefined;
}
