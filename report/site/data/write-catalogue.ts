import type { Retraction } from "../../read/retractions.ts";
import { dataFile } from "../site-layout.ts";
import type { SiteTarget } from "../target/site-target.ts";
import { dataScript } from "./data-script.ts";
import type { ListedSet } from "./set-columns.ts";

/** Writes what there is to choose from: the sets with the files of their runs, and what was taken back. */
export async function writeCatalogue(
  target: SiteTarget,
  catalogue: { readonly sets: readonly ListedSet[]; readonly retractions: readonly Retraction[] },
): Promise<string> {
  const text = dataScript("catalogue", JSON.stringify(catalogue));
  const file = dataFile("catalogue.js", text);
  await target.write(file, Buffer.from(text));
  return file;
}
