import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { ResultStore, WritableStore } from "../read/result-store.ts";
import { retraction } from "../read/retractions.ts";
import { recordsFolder } from "./records.ts";
import { resultKey } from "./result-key.ts";

const arm = z.strictObject({ label: z.string(), results: z.array(resultKey) });

const verdictRecord = z
  .strictObject({
    schema_version: z.literal("1.0"),
    kind: z
      .enum(["family", "exploratory"])
      .describe("family: the declared contrasts of a suite, judged together."),
    measure: z.enum(["wall", "main-loop"]),
    band: z.number().gt(1).describe("Ratio up to which arms count as equal."),
    contrasts: z.array(z.strictObject({ name: z.string(), baseline: arm, candidate: arm })).min(1),
    retracted: z.array(retraction).describe("Of the results above, those that did not count."),
  })
  .describe("Everything that verdicts depend on: the same record gives the same verdicts");

export type VerdictRecord = z.output<typeof verdictRecord>;

const idPattern = /^v-([0-9a-f]{16})-([1-9]\d*)$/;

/** Whether a text is meant as the id of a verdict. */
export const isVerdictId = (text: string): boolean => idPattern.test(text);

const textOf = (record: VerdictRecord): string => JSON.stringify(verdictRecord.parse(record));

const digestOf = (text: string): string => sha256(text).slice(0, 16);

const fileOf = (digest: string): string => `${recordsFolder}/verdicts/${digest}.json`;

/** Ids of the verdicts of a record, in the order of its contrasts: the digest of all that they depend on. */
export function verdictIds(record: VerdictRecord): string[] {
  const digest = digestOf(textOf(record));
  return record.contrasts.map((_, index) => `v-${digest}-${index + 1}`);
}

/** Keeps a record with the results that it names, so that its verdicts can be explained later. */
export async function keepRecord(store: WritableStore, record: VerdictRecord): Promise<void> {
  const text = textOf(record);
  await store.create(fileOf(digestOf(text)), Buffer.from(text));
}

/** Keeps a record in the first of some places, and says where; that it may only be read is no fault. */
export async function keepInFirst(
  [first]: readonly WritableStore[],
  record: VerdictRecord,
): Promise<Observed<string>> {
  if (!first) return unknownBecause("there is no place");
  try {
    await keepRecord(first, record);
    return { value: first.uri };
  } catch (error) {
    return unknownBecause((error as Error).message);
  }
}

/** The record of a verdict and which of its contrasts it is. Throws {@link GeosBenchError} `unknown-verdict`. */
export async function findRecord(
  stores: readonly ResultStore[],
  id: string,
): Promise<{ readonly record: VerdictRecord; readonly index: number }> {
  const [, digest = "", number = ""] = idPattern.exec(id) ?? [];
  for (const store of stores) {
    const text = await textIn(store, fileOf(digest));
    if (text === null) continue;
    const record = parseJson(verdictRecord, text, "verdictRecord");
    if (digestOf(textOf(record)) !== digest || Number(number) > record.contrasts.length) break;
    return { record, index: Number(number) - 1 };
  }
  throw new GeosBenchError(`There is no verdict ${id} in ${stores.map(({ uri }) => uri).join(", ")}.`, {
    code: "unknown-verdict",
    hint: "gcbench compare prints the id of each verdict, and keeps what it rests on in the first place it reads; name that one with --results.",
  });
}

async function textIn(store: ResultStore, file: string): Promise<string | null> {
  try {
    return Buffer.from(await store.read(file)).toString("utf8");
  } catch (error) {
    if (error instanceof GeosBenchError && error.code === "object-not-found") return null;
    throw error;
  }
}
