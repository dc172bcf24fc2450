import { segmentsOf } from "../../report/index/load-runs.ts";
import type { ResultStore } from "../../report/read/result-store.ts";

/**
 * Says on standard error which places have no index: what reads indexes finds nothing there, however many results there
 * are, and would seem to say that there are none.
 */
export async function sayUnindexed(stores: readonly ResultStore[]): Promise<void> {
  for (const store of stores) {
    if ((await segmentsOf(store)).length > 0) continue;
    console.error(
      `${store.uri} has no index, so nothing of it is seen. If it has results: gcbench index ${store.uri}`,
    );
  }
}
