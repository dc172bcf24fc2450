import type { BenchmarkConfig } from "./benchmark-config.ts";
import { GeosBenchError } from "./errors.ts";
import { fits, leavesRoomForAnother, shortages, type JobResources, type Room } from "./job-fit.ts";
import { needsVolumes } from "./names.ts";

/** A fleet as those see it who submit to it, deployed or about to be. */
export interface KnownFleet {
  readonly name: string;
  /** Instance type → what jobs have of such an instance of this fleet. */
  readonly instances: ReadonlyMap<string, Room>;
  readonly isSpot: boolean;
  readonly queue: string;
  readonly jobDefinition: string;
  /** With volumes of the instance. Absent from deployments that are older than it. */
  readonly modelJobDefinition?: string | undefined;
  /** Of what closes a plan. Absent from deployments that are older than it. */
  readonly closingJobDefinition?: string | undefined;
  /** What its job definitions request, where it is known. */
  readonly requests?: Pick<JobResources, "vcpus" | "memoryMiB">;
  /** Whether two jobs may run on one of its instances at a time; unknown of deployments that are older than it. */
  readonly sharesInstances?: boolean | undefined;
}

/** Where a benchmark is submitted to. */
export interface JobTarget {
  readonly queue: string;
  readonly jobDefinition: string;
  /** What the definition requests, where it is known: then only what a config wants otherwise is overridden. */
  readonly requests?: Pick<JobResources, "vcpus" | "memoryMiB">;
}

/**
 * The fleet that runs a config: one that has its instance type. Of several, `wanted` decides, then which of them can
 * hold the job, then on-demand before Spot. What is open still is an error, since results of two fleets do not compare.
 * Throws {@link GeosBenchError} `no-fleet`.
 */
export function chooseFleet(
  fleets: readonly KnownFleet[],
  config: BenchmarkConfig,
  wanted?: string,
): KnownFleet {
  const { id, hardware } = config;
  const { instance_type: type } = hardware;
  if (wanted !== undefined && !fleets.some(({ name }) => name === wanted)) {
    const names = fleets.map(({ name }) => name).join(", ");
    throw new GeosBenchError(`There is no fleet "${wanted}". There are: ${names}.`, { code: "no-fleet" });
  }
  const having = fleets.filter(({ instances }) => instances.has(type));
  const holding = having.filter(({ instances }) => fits(resourcesOf(config), instances.get(type) as Room));
  const named = having.filter(({ name }) => name === wanted);
  const left = [named, holding, having].find((some) => some.length > 0) ?? [];
  const onDemand = left.filter(({ isSpot }) => !isSpot);
  const open = named.length === 0 && onDemand.length > 0 ? onDemand : left;
  const [only] = open;
  if (only === undefined) {
    const offered = fleets.map(({ name, instances }) => `${name} (${[...instances.keys()].join(", ")})`);
    throw new GeosBenchError(`No fleet has ${type}, which ${id} names. There are: ${offered.join(", ")}.`, {
      code: "no-fleet",
      hint: "Change hardware.instance_type, or add a fleet for it to the environment and deploy.",
    });
  }
  if (open.length > 1) {
    const names = open.map(({ name }) => name).join(", ");
    throw new GeosBenchError(`Several fleets have ${type}, which ${id} names: ${names}.`, {
      code: "no-fleet",
      hint: "Choose one: --fleet of gcbench submit, `fleet` of a schedule.",
    });
  }
  return only;
}

/** The queue of a fleet, and that of its definitions which the config needs. Throws `no-fleet`. */
export function targetIn(fleet: KnownFleet, config: BenchmarkConfig): JobTarget {
  const { queue, requests } = fleet;
  const jobDefinition = needsVolumes(config) ? fleet.modelJobDefinition : fleet.jobDefinition;
  if (jobDefinition !== undefined) return { queue, jobDefinition, ...(requests && { requests }) };
  throw new GeosBenchError(
    `${config.id} needs volumes of the instance for its files, and what is deployed has no job definition with them.`,
    { code: "no-fleet", hint: "Deploy again: npx cdktf deploy geos-chem-batch." },
  );
}

/** Batch would take a job that its fleet cannot hold, and keep it RUNNABLE. Throws `does-not-fit`. */
export function requireFit({ name: fleet, instances }: KnownFleet, config: BenchmarkConfig): void {
  const { instance_type: type, memory_gb: memoryGiB } = config.hardware;
  const room = instances.get(type);
  const [shortage] = room ? shortages(resourcesOf(config), room) : [];
  if (!shortage) return;
  const { resource, requested, available } = shortage;
  if (resource !== "memoryMiB") {
    throw new GeosBenchError(
      `${config.id} asks for ${requested} vCPUs; ${type} of fleet ${fleet} has ${available}.`,
      {
        code: "does-not-fit",
        hint: `Ask for at most ${available} (hardware.vcpus), or choose another fleet.`,
      },
    );
  }
  throw new GeosBenchError(
    `${config.id} asks for ${memoryGiB} GiB; of ${type} a job can have about ${available} MiB, ` +
      `the rest is the kernel's and the ECS agent's.`,
    {
      code: "does-not-fit",
      hint: `Ask for at most ${Math.floor(available / 1024)} GiB (hardware.memory_gb).`,
    },
  );
}

/**
 * Nor would Batch mind to run two jobs on one instance, each of which would then measure the other's load too. Throws
 * `shares-instance`.
 */
export function requireInstanceAlone(
  { name: fleet, instances, sharesInstances = false }: KnownFleet,
  config: BenchmarkConfig,
): void {
  const { instance_type: type, vcpus, memory_gb: memoryGiB } = config.hardware;
  const room = instances.get(type);
  if (sharesInstances || !room || !leavesRoomForAnother(resourcesOf(config), room)) return;
  throw new GeosBenchError(
    `${config.id} asks for ${vcpus} vCPUs and ${memoryGiB} GiB: a ${type} of fleet ${fleet} would run a second job beside it.`,
    {
      code: "shares-instance",
      hint:
        `Ask for more than half of its ${room.vcpus} vCPUs or of its memory (hardware), and for fewer threads with workload.threads. ` +
        'Or allow it: "shareInstances": true in the fleet, and deploy.',
    },
  );
}

/** The fleet that a config goes to, which can hold it and gives it an instance of its own; throws as the three above do. */
export function fittingFleet(
  fleets: readonly KnownFleet[],
  config: BenchmarkConfig,
  wanted?: string,
): KnownFleet {
  const fleet = chooseFleet(fleets, config, wanted);
  requireFit(fleet, config);
  requireInstanceAlone(fleet, config);
  return fleet;
}

/** What a config asks for, in Batch's units. */
export function resourcesOf({
  hardware: { vcpus, memory_gb: memoryGiB },
}: BenchmarkConfig): Pick<JobResources, "vcpus" | "memoryMiB"> {
  return { vcpus, memoryMiB: Math.round(memoryGiB * 1024) };
}
