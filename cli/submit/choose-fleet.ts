import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { instanceType } from "../../contract/instance-types.ts";
import { shortages } from "../../contract/job-fit.ts";
import { needsVolumes } from "../../contract/names.ts";
import type { StackOutputs } from "../../infra/outputs.ts";
import type { JobTarget } from "../../client/find-target.ts";

type Fleets = StackOutputs<"batch">["fleets"];

/**
 * The deployed fleet whose instances a config names. Of several, `wanted` decides, then on-demand before Spot; what is
 * still open is an error, since results of two fleets would not compare.
 */
export function chooseFleet(fleets: Fleets, config: BenchmarkConfig, wanted?: string): JobTarget {
  const { id, hardware } = config;
  const fits = Object.entries(fleets).filter(([, of]) => of.instance_type === hardware.instance_type);
  const onDemand = fits.filter(([name]) => !name.endsWith("-spot"));
  const named = fits.find(([name]) => name === wanted);
  const left = named ? [named] : onDemand.length > 0 ? onDemand : fits;
  const [only] = left;
  if (only === undefined) {
    const offered = Object.entries(fleets).map(([name, of]) => `${name} (${of.instance_type})`);
    throw new GeosBenchError(
      `No fleet has ${hardware.instance_type}, which ${id} names. There are: ${offered.join(", ")}.`,
      {
        code: "no-fleet",
        hint: "Change hardware.instance_type, or add a fleet for it to the environment and deploy.",
      },
    );
  }
  if (left.length > 1) {
    const names = left.map(([name]) => name).join(", ");
    throw new GeosBenchError(`Several fleets have ${hardware.instance_type}, which ${id} names: ${names}.`, {
      code: "no-fleet",
      hint: "Choose one with --fleet.",
    });
  }
  requireFit(id, hardware);
  const [, fleet] = only;
  const { job_queue: queue, vcpus, memory_mib: memoryMiB } = fleet;
  return { queue, jobDefinition: definitionOf(fleet, config), requests: { vcpus, memoryMiB } };
}

function definitionOf(fleet: Fleets[string], config: BenchmarkConfig): string {
  if (!needsVolumes(config)) return fleet.job_definition;
  if (fleet.model_job_definition !== undefined) return fleet.model_job_definition;
  throw new GeosBenchError(
    `${config.id} needs volumes of the instance for its files, and what is deployed has no job definition with them.`,
    { code: "no-fleet", hint: "Deploy again: npx cdktf deploy geos-chem-batch." },
  );
}

/** Batch would take such a job, and keep it RUNNABLE for good. */
function requireFit(
  id: string,
  { instance_type: name, vcpus, memory_gb: memoryGiB }: BenchmarkConfig["hardware"],
): void {
  const [shortage] = shortages({ vcpus, memoryMiB: memoryGiB * 1024 }, instanceType(name));
  if (!shortage) return;
  const { available } = shortage;
  if (shortage.resource === "vcpus") {
    throw new GeosBenchError(`${id} asks for ${vcpus} vCPUs; ${name} has ${available}.`, {
      code: "does-not-fit",
      hint: `Ask for at most ${available} (hardware.vcpus).`,
    });
  }
  throw new GeosBenchError(
    `${id} asks for ${memoryGiB} GiB; of ${name} a job can have about ${available} MiB, the rest is the kernel's and the ECS agent's.`,
    {
      code: "does-not-fit",
      hint: `Ask for at most ${Math.floor(available / 1024)} GiB (hardware.memory_gb).`,
    },
  );
}
