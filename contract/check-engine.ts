import type { z } from "zod";

interface Choice {
  simulation_type: string;
  workload: { engine: string; mechanism?: string | undefined };
}

const proxySimulations = new Set(["transport", "chemistry", "fullchem", "io"]);
/** All that the runner sets up of GEOS-Chem. */
const geosChemSimulations = ["transport", "fullchem", "carbon"];
/** What has a mechanism to choose. */
const withMechanism = new Set(["chemistry", "fullchem"]);

/** Simulations that the chosen engine does not run. */
export function checkEngine({ simulation_type, workload }: Choice, context: z.RefinementCtx): void {
  if (workload.mechanism !== undefined && !withMechanism.has(simulation_type)) {
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
      : !proxySimulations.has(simulation_type) &&
        `engine ${workload.engine} does not run it; workload.engine "geos-chem-classic" does`;
  if (message)
    context.addIssue({ code: "custom", path: ["simulation_type"], message, input: simulation_type });
}
