import { caveatsOf, type Caveat } from "../../contract/caveat.ts";
import type { Series } from "./series.ts";

/** What a series may not be taken for. Emulated runs are in none; its points say which were disturbed. */
export function seriesCaveats({ points: [first] }: Pick<Series, "points">): Caveat[] {
  return caveatsOf({ emulated: false, proxy: first?.environment.proxy ?? null, disturbances: null });
}
