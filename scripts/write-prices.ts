/**
 * Writes contract/prices/REGION-DATE.json: on-demand prices of one region, from a list in a file that has
 * `"REGION": { "TYPE": USD, … }`, as JSON or as karpenter-provider-aws generates it in Go from the AWS Price List.
 *
 *     node scripts/write-prices.ts --from FILE --region us-east-1 --on DATE --source WHERE
 *
 * From the price list itself: gcbench prices refresh.
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { priceRecord } from "../contract/prices/price-record.ts";

const { values } = parseArgs({
  options: {
    from: { type: "string" },
    region: { type: "string", default: "us-east-1" },
    on: { type: "string" },
    source: { type: "string" },
  },
});
if (!values.from || !values.on || !values.source) throw new Error("--from, --on and --source are needed.");
const text = await readFile(values.from, "utf8");
const [, listed = ""] = new RegExp(`"${values.region}"\\s*:\\s*\\{([^}]*)\\}`).exec(text) ?? [];
const prices = [...listed.matchAll(/"([a-z][\w-]*\.[\w-]+)"\s*:\s*(\d+(?:\.\d+)?)/g)]
  .map(([, type = "", usd]) => [type, Number(usd)] as const)
  .sort(([a], [b]) => (a < b ? -1 : 1));
const record = priceRecord.parse({
  region: values.region,
  operating_system: "Linux",
  purchase: "on-demand",
  recorded_on: values.on,
  source: values.source,
  certainty: "price-list",
  usd_per_hour: Object.fromEntries(prices),
});
const file = `${values.region}-${values.on}.json`;
await writeFile(
  new URL(`../contract/prices/${file}`, import.meta.url),
  `${JSON.stringify(record, null, 2)}\n`,
);
console.log(`${file}: ${prices.length} prices`);
