import path from "node:path";
import { stateDir } from "../../host/paths.ts";

/**
 * Synthesises the infrastructure for the local environment; directories of the stacks. Loading CDKTF takes 0.3 s, so
 * it is loaded here.
 */
export async function synthesiseStack(): Promise<string[]> {
  const { synthesise } = await import("../../infra/synthesise.ts");
  return synthesise({ outdir: path.join(stateDir(), "cdktf.out") });
}
