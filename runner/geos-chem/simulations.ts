import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { simulatedHours } from "../../contract/benchmark-config.ts";
import type { GeosChemWorkload } from "../../contract/geos-chem-workload.ts";

/** A simulation of GEOS-Chem Classic, and the menu entries of createRunDir.sh that lead to it. */
interface Simulation {
  readonly name: string;
  readonly answers: readonly string[];
  /** Date of the restart file that createRunDir.sh copies. */
  readonly start: string;
}

/** run/GCClassic/createRunDir.sh of GEOS-Chem 14: fullchem and carbon have a second menu (1: standard, all species). */
const simulations: Readonly<Record<string, Simulation>> = {
  fullchem: { name: "fullchem", answers: ["1", "1"], start: "2019-07-01" },
  carbon: { name: "carbon", answers: ["3", "1"], start: "2019-01-01" },
  transport: { name: "TransportTracers", answers: ["7"], start: "2019-01-01" },
};

/** What is simulated, in GEOS-Chem's own terms. */
export interface SimulationPlan {
  readonly name: string;
  /** Answers to createRunDir.sh, up to and without the directory's place. */
  readonly answers: readonly string[];
  readonly metField: GeosChemWorkload["met_field"];
  /** As geoschem_config.yml writes it. */
  readonly resolution: string;
  readonly levels: number;
  readonly start: Date;
  readonly end: Date;
}

const grids = {
  "4x5": { answer: "1", name: "4.0x5.0" },
  "2x2.5": { answer: "2", name: "2.0x2.5" },
} as const;
const metAnswers = { MERRA2: "1", GEOSFP: "2", GEOSIT: "3" } as const;
const levelAnswers = { 72: "1", 47: "2" } as const;

export function planSimulation(config: BenchmarkConfig, workload: GeosChemWorkload): SimulationPlan {
  const simulation = simulations[config.simulation_type];
  // The config's schema refuses what is not in the table.
  if (!simulation) throw new TypeError(`${config.simulation_type} has no place in GEOS-Chem Classic.`);
  const { resolution, levels } = config.domain;
  const start = new Date(`${workload.start ?? simulation.start}T00:00:00Z`);
  return {
    name: simulation.name,
    answers: [
      ...simulation.answers,
      metAnswers[workload.met_field],
      grids[resolution].answer,
      levelAnswers[levels],
    ],
    metField: workload.met_field,
    resolution: grids[resolution].name,
    levels,
    start,
    end: new Date(start.getTime() + simulatedHours(config) * 3_600_000),
  };
}
