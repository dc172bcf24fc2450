import { z } from "zod";
import { instanceTypes } from "../../contract/instance-types.ts";
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
    // With hyper-threads off, the ECS agent registers the cores that are left.
    const template = elementOf(node.launchTemplate.template);
    const [cpu] = blocks(template?.attributes["cpu_options"]);
    const limit = cpu && Number(cpu["core_count"]) * Number(cpu["threads_per_core"]);
    for (const { definition } of [node.job, node.modelJob]) {
      const [text = ""] = strings(elementOf(definition)?.attributes["container_properties"]);
      const { resourceRequirements } = containerProperties.parse(JSON.parse(text));
      const request = (type: string) =>
        resourceRequirements.find((requirement) => requirement.type === type)?.value;
      for (const name of strings(resources?.["instance_type"]))
        yield* compare(name, limit, request("VCPU"), request("MEMORY"));
    }
  },
};

function inFleet(node: IConstruct): boolean {
  return node.node.scopes.some((scope) => scope instanceof Fleet);
}

function* compare(
  name: string,
  limit: number | undefined,
  vcpus: number | undefined,
  memoryMiB: number | undefined,
): Iterable<Fault> {
  const type = instanceTypes.get(name);
  if (!type || vcpus === undefined || memoryMiB === undefined) {
    const what = type ? "what the job requests" : `what ${name} offers`;
    yield { found: `${what} is unknown.`, allowed: "VCPU and MEMORY requests, and a known instance type." };
    return;
  }
  const offered = limit ?? type.vcpus;
  if (vcpus > offered)
    yield { found: `the job requests ${vcpus} vCPUs, ${name} has ${offered}.`, allowed: `1 to ${offered}.` };
  const usable = type.usableMemoryMiB;
  if (memoryMiB > usable) {
    yield {
      found: `the job requests ${memoryMiB} MiB; ${name} has ${type.memoryMiB}, of which a job can use ${usable}.`,
      allowed: `up to ${usable} MiB.`,
    };
  }
}
