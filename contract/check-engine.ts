import type { z } from "zod";
import { parseS3Url } from "./s3-url.ts";

interface Choice {
  simulation_type: string;
  workload: { engine: string; mechanism?: string | undefined };
}

const proxySimulations = new Set(["transport", "chemistry", "fullchem", "io"]);
/** All that the runner sets up of GEOS-Chem. */
const geosChemSimulations = new Set(["transport", "fullchem", "carbon"]);
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
  const fault = s3Fault(workload.mechanism);
  if (fault) {
    context.addIssue({
      code: "custom",
      path: ["workload", "mechanism"],
      message: fault,
      input: workload.mechanism,
    });
  }
  const message =
    workload.engine === "geos-chem-classic"
      ? !geosChemSimulations.has(simulation_type) &&
        `engine geos-chem-classic runs ${[...geosChemSimulations].join(", ")}`
      : !proxySimulations.has(simulation_type) &&
        `engine ${workload.engine} does not run it; workload.engine "geos-chem-classic" does`;
  if (message)
    context.addIssue({ code: "custom", path: ["simulation_type"], message, input: simulation_type });
}

/** A bucket that cannot be is found here, not by the job that is paid for. */
function s3Fault(location: string | undefined): string | undefined {
  if (!location?.startsWith("s3:")) return undefined;
  try {
    parseS3Url(location);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
