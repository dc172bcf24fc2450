import { z } from "zod";
import { roomOf, type CpuOptions } from "../../contract/cpu-options.ts";
import { instanceTypesOf } from "../../contract/instance-types.ts";
import { fits, shortages } from "../../contract/job-fit.ts";
import type { IConstruct } from "../cdk.ts";
import { Fleet } from "../constructs/fleet.ts";
import { blocks, elementOf, strings } from "./element.ts";
import type { Fault, Guardrail } from "./guardrail.ts";

const containerProperties = z.looseObject({
  resourceRequirements: z.array(z.object({ type: z.string(), value: z.coerce.number() })),
});

/**
 * A fleet's job fits its instance. AWS accepts a larger one, which then stays RUNNABLE for ever
 * (MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT) and blocks the queue behind it: 16 vCPU and 32 GiB never place on a
 * c7g.4xlarge, whose kernel and ECS agent take their part of the 32 GiB first.
 */
export const jobFitsInstance: Guardrail = {
  name: "job-fits-instance",
  *check(node) {
    if (!(node instanceof Fleet)) {
      const loose = elementOf(node)?.type === "aws_batch_job_definition" && !inFleet(node);
      if (loose)
        yield { found: "a job whose instance is unknown.", allowed: "job definitions within a fleet." };
      return;
    }
    const environment = elementOf(node.computeEnvironment.environment);
    const [resources] = blocks(environment?.attributes["compute_resources"]);
    const template = elementOf(node.launchTemplate.template);
    const [cpu] = blocks(template?.attributes["cpu_options"]);
    const cpuOptions = cpu && {
      coreCount: Number(cpu["core_count"]),
      threadsPerCore: Number(cpu["threads_per_core"]),
    };
    for (const { definition } of [node.job, node.modelJob]) {
      const [text = ""] = strings(elementOf(definition)?.attributes["container_properties"]);
      const { resourceRequirements } = containerProperties.parse(JSON.parse(text));
      const request = (type: string) =>
        resourceRequirements.find((requirement) => requirement.type === type)?.value;
      for (const name of strings(resources?.["instance_type"]))
        yield* compare(name, cpuOptions, request("VCPU"), request("MEMORY"));
    }
  },
};

function inFleet(node: IConstruct): boolean {
  return node.node.scopes.some((scope) => scope instanceof Fleet);
}

/** `name` is a type, or a family, of which Batch takes a size that the job fits. */
function* compare(
  name: string,
  cpuOptions: CpuOptions | undefined,
  vcpus: number | undefined,
  memoryMiB: number | undefined,
): Iterable<Fault> {
  const types = instanceTypesOf(name);
  const largest = types.toSorted((a, b) => a.vcpus - b.vcpus || a.memoryMiB - b.memoryMiB).at(-1);
  if (!largest || vcpus === undefined || memoryMiB === undefined) {
    const what = largest ? "what the job requests" : `what ${name} offers`;
    yield { found: `${what} is unknown.`, allowed: "VCPU and MEMORY requests, and a known instance type." };
    return;
  }
  if (types.some((type) => fits({ vcpus, memoryMiB }, roomOf(type, cpuOptions)))) return;
  for (const { resource, requested, available } of shortages(
    { vcpus, memoryMiB },
    roomOf(largest, cpuOptions),
  )) {
    if (resource === "memoryMiB") {
      yield {
        found: `the job requests ${requested} MiB; ${largest.name} has ${largest.memoryMiB}, of which a job can use ${available}.`,
        allowed: `up to ${available} MiB.`,
      };
    } else {
      yield {
        found: `the job requests ${requested} vCPUs, ${largest.name} has ${available}.`,
        allowed: `1 to ${available}.`,
      };
    }
  }
}
