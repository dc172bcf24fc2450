import { join } from "node:path";
import { cacheFolder } from "../host/paths.ts";

/** What benches build and install outside the checkout, so that a second run is quick. */
export const benchFolder = (name: string): string => join(cacheFolder(), "bench", name);
