import { z } from "zod";
import { architecture } from "./architecture.ts";
import type { KnownFleet } from "./choose-fleet.ts";
import { instanceType } from "./instance-types.ts";

/** What a deployment says of one of its fleets. */
export const deployedFleet = z.object({
  compute_environment: z.string(),
  job_queue: z.string(),
  job_definition: z.string(),
  /** Absent from deployments that are older than it. */
  model_job_definition: z.string().optional(),
  /** Absent from deployments that are older than it. */
  closing_job_definition: z.string().optional(),
  /** Only of fleets with jobs of several nodes. */
  multi_node_job_definition: z.string().optional(),
  instance_type: z.string(),
  architecture,
  /** Absent from deployments that are older than it: then by the name. */
  spot: z.boolean().optional(),
  /** Whether two jobs may run on one instance at a time; absent from deployments that are older than it. */
  shares_instances: z.boolean().optional(),
  /** vCPUs that jobs have of an instance; absent from deployments that are older than it. */
  instance_vcpus: z.int().optional(),
  /** What the job definition requests. */
  vcpus: z.int(),
  memory_mib: z.int(),
});

/** Name → fleet. */
export type DeployedFleets = Readonly<Record<string, z.output<typeof deployedFleet>>>;

/** The fleets of a deployment, as those see them who submit. */
export function knownFleets(fleets: DeployedFleets): KnownFleet[] {
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
