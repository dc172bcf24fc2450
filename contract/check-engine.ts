import type { z } from "zod";

interface Choice {
  simulation_type: string;
  workload: { engine: string; mechanism?: string | undefined };
}

const proxySimulations = ["transport", "chemistry", "fullchem", "io"];
/** All that the runner sets up of GEOS-Chem. */
const geosChemSimulations = ["transport", "fullchem", "carbon"];
/** What has a mechanism to choose. */
const withMechanism = ["chemistry", "fullchem"];

/** Simulations that the chosen engine does not run. */
export function checkEngine({ simulation_type, workload }: Choice, context: z.RefinementCtx): void {
  if (workload.mechanism !== undefined && !withMechanism.includes(simulation_type)) {
    context.addIssue({
      code: "custom",
      path: ["workload", "mechanism"],
      message: `simulation ${simulation_type} has no mechanism; leave it out, or give simulation_type "chemistry" or "fullchem"`,
      input: workload.mechanism,
    });
  }
  const message =
    workload.engine === "geos-chem-classic"
      ? !geosChemSimulations.includes(simulation_type) &&
        `engine geos-chem-classic runs ${geosChemSimulations.join(", ")}`
      : !proxySimulations.includes(simulation_type) &&
        `engine ${workload.engine} does not run it; workload.engine "geos-chem-classic" does`;
  if (message)
    context.addIssue({ code: "custom", path: ["simulation_type"], message, input: simulation_type });
}
