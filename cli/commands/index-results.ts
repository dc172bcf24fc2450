import { updateIndex } from "../../report/index/update-index.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { openWritable } from "../results/open-places.ts";

/** Brings the indexes of places with results up to date. */
export async function indexResults(
  given: readonly string[],
  options: { readonly rebuild?: true; readonly json?: true },
): Promise<number> {
  const places = await openWritable(given);
  try {
    const updates = [];
    for (const store of places.stores) {
      const update = await updateIndex(store, { rebuild: options.rebuild === true });
      updates.push({ place: store.uri, ...update });
      if (options.json) continue;
      console.log(`${store.uri}: ${update.added} added, ${update.known} known before`);
      for (const { uri, kind, reason } of update.leftOut)
        console.log(`  left out: ${uri} (${kind}): ${reason}`);
      if (update.vanished.length > 0) {
        console.log(
          `  ${update.vanished.length} indexed results are no longer there; --rebuild forgets them:`,
        );
        for (const path of update.vanished) console.log(`    ${path}`);
      }
    }
    if (options.json) console.log(JSON.stringify({ format: 1, places: updates }, null, 2));
    return cliExitCodes.success;
  } finally {
    places.close();
  }
}
