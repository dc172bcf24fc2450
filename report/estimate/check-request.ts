import { GeosBenchError } from "../../contract/errors.ts";
import { candidateTypes } from "../../contract/candidate-types.ts";
import { configName } from "../../contract/model-log/model-names.ts";
import { instanceType, type InstanceType } from "../../contract/instance-types.ts";
import type { EstimateRequest } from "./estimate-request.ts";
import { grids, isResolution, resolutions, type Resolution } from "./grids.ts";
import type { KnownRun } from "./known-run.ts";
import { mebibytes, memoryNeed } from "./memory-need.ts";

/** What was given, where benchmark configs say it otherwise than GEOS-Chem. */
const ours = (simulation: string): string =>
  configName(simulation) === simulation ? "" : `, as GEOS-Chem calls "${configName(simulation)}"`;

/** A request that the model can answer. */
export interface CheckedRequest {
  readonly simulation: string;
  readonly resolution: Resolution;
  readonly levels: 72 | 47;
  readonly days: number;
  readonly threads: number;
  readonly instance: InstanceType | null;
}

const most = { days: 36_600, threads: 192 };

/**
 * Throws {@link GeosBenchError} `bad-option` for what cannot be simulated, `unknown-instance-type`, and
 * `does-not-fit` for threads above the physical cores and memory that the instance may not have.
 */
export function checkRequest(request: EstimateRequest, runs: readonly KnownRun[]): CheckedRequest {
  const { simulation, resolution, levels, days } = request;
  const simulations = simulationsOf(runs);
  if (!simulations.includes(simulation)) {
    refuse(
      `There is no run of a simulation "${simulation}"${ours(simulation)}. Known: ${simulations.map((of) => `"${of}"`).join(", ")}.`,
      "Kinds are never pooled: measure one run of it first, or choose one of these.",
    );
  }
  if (!isResolution(resolution)) {
    refuse(
      `Unknown resolution "${resolution}". Allowed: ${resolutions.join(", ")} (global).`,
      "Nested grids have no estimate.",
    );
  }
  if (levels !== 72 && levels !== 47) refuse(`Levels: given ${levels}, allowed: 72, 47.`);
  if (!(days > 0 && days <= most.days))
    refuse(`Days: given ${days}, allowed: more than 0, at most ${most.days}.`);
  const instance = request.instanceType === null ? null : instanceType(request.instanceType);
  const threads = request.threads ?? instance?.physicalCores;
  if (threads === undefined)
    refuse("Neither threads nor an instance type is given.", "Add --threads N or --instance-type T.");
  if (!Number.isInteger(threads) || threads < 1 || threads > most.threads) {
    refuse(`Threads: given ${threads}, allowed: a whole number from 1 to ${most.threads}.`);
  }
  if (instance) fit(instance, { simulation, resolution, threads });
  return { simulation, resolution, levels, days, threads, instance };
}

/** The kinds of which GEOS-Chem Classic has runs, in alphabetical order. */
function simulationsOf(runs: readonly KnownRun[]): string[] {
  const classic = runs.filter(({ model }) => model === "GEOS-Chem Classic");
  return [...new Set(classic.map(({ simulation }) => simulation))].sort();
}

function fit(
  { name, physicalCores, vcpus, threadsPerCore, memoryMiB, usableMemoryMiB }: InstanceType,
  { simulation, resolution, threads }: { simulation: string; resolution: Resolution; threads: number },
): void {
  if (threads > physicalCores) {
    const hyperThreads =
      threadsPerCore === 1
        ? ""
        : ` (${vcpus} vCPUs are hyper-threads, of which no run says how much they add)`;
    throw new GeosBenchError(
      `${name} has ${physicalCores} physical cores${hyperThreads}; given: ${threads} threads, allowed: 1 to ${physicalCores}.`,
      {
        code: "does-not-fit",
        hint: `Use at most ${physicalCores} threads, or an instance type with more cores.`,
      },
    );
  }
  const need = memoryNeed(simulation, resolution).value;
  if (need === null || mebibytes(need.to) <= usableMemoryMiB) return;
  const larger = candidateTypes.filter((of) => of.usableMemoryMiB >= mebibytes(need.to)).map((of) => of.name);
  throw new GeosBenchError(
    `${simulation} at ${resolution} needs ${need.from} to ${need.to} GB of memory; ` +
      `a job on ${name} can have ${(usableMemoryMiB / 1024).toFixed(0)} of its ${memoryMiB / 1024} GiB.`,
    {
      code: "does-not-fit",
      hint: `Types with enough: ${larger.join(", ")}. Or a coarser grid: ${coarser(resolution)}.`,
    },
  );
}

function coarser(than: Resolution): string {
  const names = resolutions.filter((name) => grids[name].cells < grids[than].cells);
  return names.length > 0 ? names.join(", ") : "none";
}

function refuse(message: string, hint?: string): never {
  throw new GeosBenchError(message, { code: "bad-option", ...(hint === undefined ? {} : { hint }) });
}
