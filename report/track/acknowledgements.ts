import { z } from "zod";
import { parseJson } from "../../contract/parse-json.ts";
import { readIfThere, type ResultStore } from "../read/result-store.ts";
import type { Acknowledgement } from "./tracked-series.ts";

/** Name of the list, directly below a place with results. */
const acknowledgementsFile = "acknowledgements.json";

const acknowledgements = z
  .strictObject({
    acknowledged: z.array(
      z.strictObject({
        series: z.string().min(1).describe("Its name, as gcbench track prints it."),
        from: z
          .string()
          .min(1)
          .describe("The first point on the new level: job id/attempt of one of its results."),
        reason: z.string().min(1),
        on: z.iso.date(),
      }),
    ),
  })
  .describe("New levels of series that somebody has looked at and says are right");

/** Throws {@link GeosBenchError} `invalid-acknowledgements` or `invalid-json`. */
export function parseAcknowledgements(text: string): readonly Acknowledgement[] {
  return parseJson(acknowledgements, text, "acknowledgements").acknowledged;
}

async function readAcknowledgements(store: ResultStore): Promise<readonly Acknowledgement[]> {
  return parseAcknowledgements(Buffer.from(await store.read(acknowledgementsFile)).toString("utf8"));
}

/** The acknowledgements of several places, some of which may have none. */
export async function acknowledgementsOf(
  stores: readonly ResultStore[],
): Promise<readonly Acknowledgement[]> {
  return (await Promise.all(stores.map((store) => readIfThere(store, readAcknowledgements)))).flat();
}
