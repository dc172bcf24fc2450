import { caveatsOf, type Caveat } from "../../contract/caveat.ts";
import type { Series } from "./series.ts";

/** What a series may not be taken for. Emulated runs are in none; what disturbed single ones stands at their results. */
export function seriesCaveats({ points: [first] }: Pick<Series, "points">): Caveat[] {
  return caveatsOf({ emulated: false, proxy: first?.environment.proxy ?? null, disturbances: null });
}
