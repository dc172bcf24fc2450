import { type BenchmarkConfig, simulatedHours } from "../../contract/benchmark-config.ts";
import type { GeosChemWorkload } from "../../contract/geos-chem-workload.ts";
import { configName, geosChemName, gridName, metFieldName } from "../../contract/model-log/model-names.ts";
import { geoschemDate, geoschemValue, isNested } from "./run-directory/geoschem-config.ts";
import { notSuitable } from "./run-directory/not-suitable.ts";

/** What is simulated, in GEOS-Chem's own terms. */
export interface SimulationPlan {
  readonly name: string;
  readonly metField: string;
  /** As geoschem_config.yml writes it. */
  readonly resolution: string;
  readonly levels: number;
  readonly nested: boolean;
  readonly start: Date;
  readonly end: Date;
}

/** What is to be simulated, as the benchmark config says. */
export type Asked = Pick<BenchmarkConfig, "simulation_type" | "domain" | "duration"> & {
  readonly workload: Pick<GeosChemWorkload, "met_field" | "start">;
};

/** As GEOS-Chem writes it: `4.0x5.0`. */
const geosChemGrid = (resolution: string): string =>
  resolution
    .split("x")
    .map((degrees) => (degrees.includes(".") ? degrees : `${degrees}.0`))
    .join("x");

/**
 * Reads what a run directory simulates from its geoschem_config.yml. It must be what the benchmark config calls it, or
 * it would be benchmarked under a wrong name. Throws {@link GeosBenchError} `run-directory-not-suitable`.
 */
export function readPlan(asked: Asked, geoschemConfig: string): SimulationPlan {
  const read = (key: Parameters<typeof geoschemValue>[1]) => geoschemValue(geoschemConfig, key);
  const found = {
    name: read("name"),
    metField: read("met_field"),
    resolution: read("resolution"),
    levels: Number(read("number_of_levels")),
    nested: isNested(geoschemConfig),
  };
  mustBeAsked(asked, found);
  const { start: day } = asked.workload;
  const start = day === undefined ? geoschemDate(geoschemConfig, "start_date") : new Date(`${day}T00:00:00Z`);
  return { ...found, start, end: new Date(start.getTime() + simulatedHours(asked) * 3_600_000) };
}

function mustBeAsked(
  { simulation_type, domain, workload }: Asked,
  found: Omit<SimulationPlan, "start" | "end">,
): void {
  const name = geosChemName(simulation_type);
  const type = found.nested ? "nested" : "global";
  const grid = gridName(found.resolution);
  const met = metFieldName(found.metField);
  const { met_field = met } = workload;
  const compared: [what: string, asked: string, found: string, isSame: boolean][] = [
    ["simulation", name, found.name, name === found.name],
    ["meteorology", met_field, found.metField, met_field === met],
    ["grid", geosChemGrid(domain.resolution), found.resolution, domain.resolution === grid],
    ["levels", String(domain.levels), String(found.levels), domain.levels === found.levels],
    ["domain", domain.type, type, domain.type === type],
  ];
  const different = compared.filter(([, , , isSame]) => !isSame);
  if (different.length === 0) return;
  const ours = configName(found.name);
  const config = {
    simulation_type: ours,
    domain: { type, resolution: grid, levels: found.levels },
  };
  throw notSuitable(
    `The run directory is for another benchmark: ${different.map(([what, wanted, has]) => `${what} ${has} instead of ${wanted}`).join(", ")}.`,
    `Give another run directory, or correct simulation_type, domain.type, domain.resolution, domain.levels or workload.met_field of the config. Of this directory they are ${JSON.stringify(config).slice(1, -1)}, "met_field":"${met}".`,
  );
}
