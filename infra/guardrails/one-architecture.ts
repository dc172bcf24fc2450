import type { Architecture } from "../../contract/architecture.ts";
import { instanceTypesOf } from "../../contract/instance-types.ts";
import { blocks, elementOf, findElement, strings, type Element } from "./element.ts";
import type { Fault, Guardrail } from "./guardrail.ts";
import { originOf } from "./origin.ts";

const allowed =
  "exact instance types of one architecture in an environment, and in all environments of a queue.";

/**
 * ARM64 and x86 never meet in an environment (AWS refuses it: "arm-based instance type cannot be used with other
 * instance types") nor in a queue (AWS accepts it, and runs the image on the wrong one: aws/containers-roadmap#1853).
 */
export const oneArchitecture: Guardrail = {
  name: "one-architecture",
  *check(node) {
    const element = elementOf(node);
    if (element?.type === "aws_batch_compute_environment") yield* mixture(typesOf(element));
    if (element?.type === "aws_batch_job_queue") {
      const environments = blocks(element.attributes["compute_environment_order"]).flatMap((entry) =>
        strings(entry["compute_environment"]).map(environmentOf),
      );
      if (environments.includes(undefined))
        yield { found: "an environment of the queue is unknown at synthesis.", allowed };
      const known = environments.filter((environment) => environment !== undefined);
      // An environment's own mixture is reported there.
      if (known.length > 1) yield* mixture(known.flatMap(typesOf));
    }
  },
};

function environmentOf(arn: string): Element | undefined {
  const origin = originOf(arn);
  return origin.kind === "attribute" ? findElement(origin.stack, origin.address) : undefined;
}

function typesOf(environment: Element): string[] {
  return blocks(environment.attributes["compute_resources"]).flatMap(({ instance_type }) =>
    strings(instance_type),
  );
}

function* mixture(types: readonly string[]): Iterable<Fault> {
  const unknown = types.filter((type) => instanceTypesOf(type).length === 0);
  if (unknown.length > 0) yield { found: `the architecture of ${unknown.join(", ")} is unknown.`, allowed };
  const byArchitecture = Map.groupBy(types, (type) => instanceTypesOf(type)[0]?.architecture);
  byArchitecture.delete(undefined);
  if (byArchitecture.size > 1) {
    const listed = [...(byArchitecture as Map<Architecture, string[]>)].map(
      ([architecture, names]) => `${architecture} (${names.join(", ")})`,
    );
    yield { found: `${listed.join(" and ")} together.`, allowed };
  }
}
