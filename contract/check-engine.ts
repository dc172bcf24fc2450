import type { z } from "zod";
import { parseS3Url } from "./s3-url.ts";

interface Choice {
  simulation_type: string;
  domain: { type: string; resolution: string; levels: number };
  workload: { engine: string; mechanism?: string | undefined };
}

const proxySimulations = ["transport", "chemistry", "fullchem", "io"];
/** The proxy's own; GEOS-Chem has no simulation of that name. */
const notGeosChem = new Set(["chemistry", "io"]);
/** What has a mechanism to choose. */
const withMechanism = new Set(["chemistry", "fullchem"]);

/** The grids that the proxy has. GEOS-Chem has those of its run directories. */
const proxyGrids = {
  type: ["global"],
  resolution: ["4x5", "2x2.5"],
  levels: [72, 47],
} as const;

/** What the chosen engine does not run. */
export function checkEngine({ simulation_type, domain, workload }: Choice, context: z.RefinementCtx): void {
  const report = (path: string[], input: unknown, message: string) =>
    context.addIssue({ code: "custom", path, input, message });

  if (workload.mechanism !== undefined && !withMechanism.has(simulation_type)) {
    report(
      ["workload", "mechanism"],
      workload.mechanism,
      `simulation ${simulation_type} has no mechanism; leave it out, or give simulation_type "chemistry" or "fullchem"`,
    );
  }
  const fault = s3Fault(workload.mechanism);
  if (fault) report(["workload", "mechanism"], workload.mechanism, fault);
  if (workload.engine === "geos-chem-classic") {
    const message = geosChemFault(simulation_type);
    if (message) report(["simulation_type"], simulation_type, message);
    return;
  }
  if (!proxySimulations.includes(simulation_type)) {
    report(
      ["simulation_type"],
      simulation_type,
      `engine ${workload.engine} does not run it (${proxySimulations.join(", ")}); workload.engine "geos-chem-classic" may`,
    );
  }
  for (const key of ["type", "resolution", "levels"] as const) {
    const allowed: readonly (string | number)[] = proxyGrids[key];
    if (allowed.includes(domain[key])) continue;
    const shown = allowed.map((value) => JSON.stringify(value)).join(", ");
    report(["domain", key], domain[key], `allowed: ${shown} with the proxy`);
  }
}

function geosChemFault(simulation: string): string | undefined {
  if (notGeosChem.has(simulation)) {
    return "engine geos-chem-classic runs transport, fullchem, carbon and, with their run directory, all others that GEOS-Chem has";
  }
  return simulation === "TransportTracers" ? 'TransportTracers is called "transport" here' : undefined;
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
