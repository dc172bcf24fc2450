import type { Architecture } from "../../contract/architecture.ts";
import { instanceTypesOf } from "../../contract/instance-types.ts";
import { blocks, isGiven, strings, type Attributes } from "./deployment/attributes.ts";
import type { Deployment, Element } from "./deployment/deployment.ts";
import type { Fault, Guardrail } from "./guardrail.ts";
import { jobPlaces } from "./jobs/job-containers.ts";
import { templateOf } from "./jobs/launch-template.ts";
import { machineImageArchitecture } from "./jobs/machine-image.ts";

const allowed =
  "exact instance types of one architecture in an environment, and in all environments of a queue.";

/**
 * ARM64 and x86 never meet in an environment (AWS refuses it: "arm-based instance type cannot be used with other
 * instance types") nor in a queue (AWS accepts it, and runs the image on the wrong one: aws/containers-roadmap#1853).
 * Nor does a fleet's queue, machine image or container ask for another architecture than its environment has.
 */
export const oneArchitecture: Guardrail = {
  name: "one-architecture",
  *check(resource, deployment) {
    if (resource.type === "aws_batch_compute_environment") yield* environmentFaults(resource, deployment);
    if (resource.type === "aws_batch_job_queue") yield* queueFaults(resource, deployment);
    if (resource.type === "aws_batch_job_definition") yield* jobFaults(resource, deployment);
  },
};

function* environmentFaults(environment: Element, deployment: Deployment): Iterable<Fault> {
  const types = typesOf(environment);
  yield* mixture(types);
  const [resources = {}] = blocks(environment.attributes["compute_resources"]);
  const template = templateOf(environment, deployment)?.attributes ?? {};
  const own = architecturesOf(types);
  for (const image of imagesOf(resources, template)) {
    const architecture = machineImageArchitecture(image, deployment);
    if (architecture === undefined || own.some((other) => other !== architecture))
      yield {
        found: `the machine image ${String(image)} (${architecture ?? "architecture unknown"}) for ${types.join(", ")}.`,
        allowed:
          "Batch's own image, or one that is looked up by its architecture (aws_ssm_parameter, aws_ami).",
      };
  }
  const launched = strings(template["instance_type"]).filter((type) => !types.includes(type));
  for (const type of launched)
    yield { found: `a launch template of ${type} for ${types.join(", ")}.`, allowed: "no type in it." };
}

const imagesOf = (resources: Attributes, template: Attributes): unknown[] =>
  [
    resources["image_id"],
    template["image_id"],
    ...blocks(resources["ec2_configuration"]).map((configuration) => configuration["image_id_override"]),
  ].filter(isGiven);

function* queueFaults(queue: Element, deployment: Deployment): Iterable<Fault> {
  const given = [
    ...blocks(queue.attributes["compute_environment_order"]).map((entry) => entry["compute_environment"]),
    // Deprecated, and taken by the provider all the same.
    ...strings(queue.attributes["compute_environments"]),
  ];
  const environments = given.map((value) => environmentOf(value, deployment));
  if (environments.includes(undefined) || environments.length === 0)
    yield { found: "an environment of the queue is unknown at synthesis.", allowed };
  const known = environments.filter((environment) => environment !== undefined);
  // An environment's own mixture is reported there.
  if (known.length > 1) yield* mixture(known.flatMap(typesOf));
  const own = architecturesOf(deployment.around(queue, "aws_batch_compute_environment").flatMap(typesOf));
  const served = known.filter((environment) =>
    architecturesOf(typesOf(environment)).some((it) => own.length > 0 && !own.includes(it)),
  );
  for (const environment of served)
    yield {
      found: `${typesOf(environment).join(", ")} for the queue of an ${own.join(" and ")} fleet.`,
      allowed: "environments of the fleet's own architecture.",
    };
}

function environmentOf(value: unknown, deployment: Deployment): Element | undefined {
  const found = deployment.find(value);
  return found?.type === "aws_batch_compute_environment" ? found : undefined;
}

/** Batch's names for architectures (API, `RuntimePlatform`). */
const runtimePlatforms: Readonly<Record<string, Architecture>> = { ARM64: "arm64", X86_64: "x86_64" };

function* jobFaults(definition: Element, deployment: Deployment): Iterable<Fault> {
  const own = architecturesOf(
    deployment.around(definition, "aws_batch_compute_environment").flatMap(typesOf),
  );
  const containers = (jobPlaces(definition) ?? []).flatMap((place) => place.containers);
  for (const { cpuarchitecture } of containers.flatMap(({ runtimeplatform }) => blocks(runtimeplatform))) {
    const asked = runtimePlatforms[String(cpuarchitecture)];
    if (!asked || own.some((other) => other !== asked))
      yield { found: `a job for ${String(cpuarchitecture)} in an ${own.join(" and ")} fleet.`, allowed };
  }
}

function typesOf(environment: Element): string[] {
  return blocks(environment.attributes["compute_resources"]).flatMap(({ instance_type }) =>
    strings(instance_type),
  );
}

function architecturesOf(types: readonly string[]): Architecture[] {
  const all = types.flatMap((type) => instanceTypesOf(type)[0]?.architecture ?? []);
  return [...new Set(all)];
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
