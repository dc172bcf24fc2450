import type { z } from "zod";

interface Choice {
  simulation_type: string;
  workload: { engine: string; mechanism?: string | undefined };
}

/** What only GEOS-Chem itself can run, and all that the runner sets up of it. */
const geosChemOnly = ["fullchem", "carbon"];
const geosChemSimulations = ["transport", ...geosChemOnly];

/** Simulations that the chosen engine does not run. */
export function checkEngine({ simulation_type, workload }: Choice, context: z.RefinementCtx): void {
  if (workload.mechanism !== undefined && simulation_type !== "chemistry") {
    context.addIssue({
      code: "custom",
      path: ["workload", "mechanism"],
      message: `simulation ${simulation_type} has no mechanism; leave it out, or give simulation_type "chemistry"`,
      input: workload.mechanism,
    });
  }
  const message =
    workload.engine === "geos-chem-classic"
      ? !geosChemSimulations.includes(simulation_type) &&
        `engine geos-chem-classic runs ${geosChemSimulations.join(", ")}`
      : geosChemOnly.includes(simulation_type) &&
        `engine ${workload.engine} does not run it; workload.engine "geos-chem-classic" does`;
  if (message)
    context.addIssue({ code: "custom", path: ["simulation_type"], message, input: simulation_type });
}
