import { z } from "zod";
import { parseJson } from "../../contract/parse-json.ts";
import { readIfThere, type ResultStore } from "./result-store.ts";

/** Name of the list, directly below the place that is read. */
export const retractionsFile = "retractions.json";

export const retraction = z.strictObject({
  job_id: z.string().min(1),
  attempt: z.int().positive().optional().describe("Without: every attempt of the job."),
  reason: z.string().min(1),
  on: z.iso.date(),
});

const retractions = z
  .strictObject({ retracted: z.array(retraction) })
  .describe("Results taken back, with the reason");

export type Retraction = z.output<typeof retraction>;

/**
 * The retractions of a place, by which a result stays readable and is no longer ranked. Throws {@link
 * GeosBenchError}.
 */
export async function readRetractions(store: ResultStore): Promise<readonly Retraction[]> {
  const text = Buffer.from(await store.read(retractionsFile)).toString("utf8");
  return parseJson(retractions, text, "retractions").retracted;
}

/** The retractions of several places, some of which may have none. */
export async function retractionsOf(stores: readonly ResultStore[]): Promise<readonly Retraction[]> {
  return (await Promise.all(stores.map((store) => readIfThere(store, readRetractions)))).flat();
}
