import type { KnownFleet } from "../../contract/choose-fleet.ts";
import { instanceType } from "../../contract/instance-types.ts";
import type { StackOutputs } from "../../infra/outputs.ts";

/** The fleets of a deployment, from what the stack says of itself. */
export function knownFleets(fleets: StackOutputs<"batch">["fleets"]): KnownFleet[] {
  return Object.entries(fleets).map(([name, of]) => {
    const type = instanceType(of.instance_type);
    return {
      name,
      instances: new Map([[type.name, { ...type, vcpus: of.instance_vcpus ?? type.vcpus }]]),
      isSpot: of.spot ?? name.endsWith("-spot"),
      queue: of.job_queue,
      jobDefinition: of.job_definition,
      modelJobDefinition: of.model_job_definition,
      closingJobDefinition: of.closing_job_definition,
      // Of a deployment that does not say, nothing is refused that was not before.
      sharesInstances: of.shares_instances ?? true,
      requests: { vcpus: of.vcpus, memoryMiB: of.memory_mib },
    };
  });
}
