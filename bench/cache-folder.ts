import { homedir } from "node:os";
import { join } from "node:path";

/** What benches build and install outside the checkout, so that a second run is quick. */
export const benchFolder = (name: string): string =>
  join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "geos-chem-bench", "bench", name);
