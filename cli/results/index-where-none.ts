import { segmentsOf } from "../../report/index/load-runs.ts";
import { updateIndex } from "../../report/index/update-index.ts";
import type { WritableStore } from "../../report/read/result-store.ts";

/**
 * Makes the index of a place that has none, and says so on standard error: what reads indexes would find nothing there,
 * however many results there are, and would seem to say that there are none. An index that is there is taken as it is:
 * to look for what is new is `gcbench index`'s work.
 */
export async function indexWhereNone(stores: readonly WritableStore[]): Promise<void> {
  for (const store of stores) {
    if ((await segmentsOf(store)).length > 0) continue;
    const { added, leftOut } = await updateIndex(store);
    const without = leftOut.length > 0 ? `, ${leftOut.length} left out (gcbench index says why)` : "";
    console.error(`${store.uri} has no index: its results were read, ${added} of use${without}.`);
  }
}
