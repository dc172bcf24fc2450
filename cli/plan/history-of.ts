import { GeosBenchError } from "../../contract/errors.ts";
import { comparedColumns, type ComparedRun } from "../../report/compare/arm-of-runs.ts";
import { loadRuns } from "../../report/index/load-runs.ts";
import { defaultPlaces, openPlaces } from "../results/open-places.ts";

/** Indexed runs. Where nobody has named a place and there is none yet, there is no history. */
export async function historyOf(given: readonly string[] | undefined): Promise<readonly ComparedRun[]> {
  const places = await openPlaces(given ?? defaultPlaces);
  try {
    return (await loadRuns(places.stores, comparedColumns)).runs;
  } catch (error) {
    const isMissing = error instanceof GeosBenchError && error.code === "no-such-directory";
    if (given === undefined && isMissing) return [];
    throw error;
  } finally {
    places.close();
  }
}
