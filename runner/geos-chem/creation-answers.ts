import { GeosBenchError } from "../../contract/errors.ts";
import type { Asked } from "./simulation-plan.ts";

/** Menu entries of run/GCClassic/createRunDir.sh of GEOS-Chem 14, by what the benchmark config calls them. */
const menus = {
  /** fullchem and carbon have a second menu (1: standard, all species). */
  simulation: { fullchem: ["1", "1"], carbon: ["3", "1"], transport: ["7"] },
  metField: { MERRA2: ["1"], GEOSFP: ["2"], GEOSIT: ["3"] },
  resolution: { "4x5": ["1"], "2x2.5": ["2"] },
  levels: { 72: ["1"], 47: ["2"] },
} satisfies Record<string, Readonly<Record<string, readonly string[]>>>;

/**
 * Answers to createRunDir.sh, up to and without the directory's place. Its menus go on differently for what is not in
 * the table: then the run directory must be given. Throws {@link GeosBenchError} `geos-chem-not-found`.
 */
export function creationAnswers({ simulation_type, domain, workload }: Asked): string[] {
  const entry = (menu: Readonly<Record<string, readonly string[]>>, what: string, key: string) => {
    const found = menu[key];
    if (found) return found;
    throw new GeosBenchError(
      `No run directory is given, and createRunDir.sh is answered here for ${Object.keys(menu).join(", ")} only, not for ${what} ${key}.`,
      {
        code: "geos-chem-not-found",
        hint: "Make the run directory with createRunDir.sh and give it as workload.run_directory or GCBENCH_GCCLASSIC_RUNDIR: then simulation and grid are its own.",
      },
    );
  };
  return [
    entry(menus.simulation, "simulation", simulation_type),
    entry(menus.metField, "meteorology", workload.met_field ?? "MERRA2"),
    entry({ global: [] }, "a domain", domain.type),
    entry(menus.resolution, "grid", domain.resolution),
    entry(menus.levels, "levels", String(domain.levels)),
  ].flat();
}
