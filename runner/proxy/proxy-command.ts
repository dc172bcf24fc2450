import { resolve } from "node:path";
import { genericBuild } from "./choose-build.ts";
import {
  type BenchmarkConfig,
  isOwnMechanism,
  proxyWorkloadOf,
  simulatedHours,
} from "../../contract/benchmark-config.ts";

/** Where a workload writes, relative to its own working directory, so that the command is the same for every run. */
export const outputDirectory = "output";

/** The simulations whose tracers are those of a mechanism, or that have none. */
export const hasMechanism = ({ simulation_type }: BenchmarkConfig): boolean =>
  simulation_type === "chemistry" || simulation_type === "fullchem";

/** Where the table of a mechanism lies that the image does not have, relative to the workload's working directory. */
export const ownMechanismFile = "own.mech";

/** The mechanism of such a simulation: the name of one that the image has, or {@link ownMechanismFile}. */
export function mechanismOf(config: BenchmarkConfig): string {
  const { mechanism = "ts1" } = proxyWorkloadOf(config);
  return isOwnMechanism(mechanism) ? ownMechanismFile : mechanism;
}

/** The workload's program and arguments; programs of other builds lie beside the generic one. */
export function workloadCommand(
  config: BenchmarkConfig,
  env: NodeJS.ProcessEnv,
  build: string = genericBuild,
): [string, ...string[]] {
  const program = resolve(env["GCBENCH_WORKLOAD"] ?? "/opt/gcbench/bin/ctm-proxy");
  const options = {
    simulation: config.simulation_type,
    resolution: config.domain.resolution,
    levels: config.domain.levels,
    hours: simulatedHours(config),
    ...(hasMechanism(config)
      ? { mechanism: mechanismOf(config) }
      : { tracers: proxyWorkloadOf(config).tracers }),
    output: outputDirectory,
  };
  return [
    build === genericBuild ? program : `${program}-${build}`,
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
  ];
}
