import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseJson } from "../../contract/parse-json.ts";
import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import { priceBook, type PriceBook } from "../../contract/prices/price-book.ts";
import { priceRecord, type PriceRecord } from "../../contract/prices/price-record.ts";
import { stateDir } from "../../host/paths.ts";

const folder = (): string => path.join(stateDir(), "prices");

/**
 * The prices that come with this program, and over them those that the user fetched. Throws {@link GeosBenchError}
 * `invalid-price-record` with the file's name.
 */
export async function knownPrices(): Promise<PriceBook> {
  const names = await readdir(folder()).catch(() => []);
  const fetched: PriceRecord[] = [];
  // Their names begin alike and end with the time: those of one day are in their order.
  for (const name of names.filter((of) => of.endsWith(".json")).sort()) {
    const file = path.join(folder(), name);
    fetched.push(parseJson(priceRecord, await readFile(file, "utf8"), "priceRecord", `price record ${file}`));
  }
  return priceBook([...shippedPrices.records.toReversed(), ...fetched]);
}

/** Keeps a record, whole or not at all, beside those of before. Returns its file. */
export async function keepPrices(record: PriceRecord, at: Date): Promise<string> {
  await mkdir(folder(), { recursive: true });
  const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const file = path.join(folder(), `${record.region}-${record.purchase}-${time}.json`);
  const partial = `${file}.${randomUUID()}.partial`;
  await writeFile(partial, `${JSON.stringify(record, null, 2)}\n`);
  await rename(partial, file);
  return file;
}
