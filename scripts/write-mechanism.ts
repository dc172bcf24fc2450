import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { parseJson } from "../contract/parse-json.ts";
import { mechanismTable } from "../container/proxy/mechanisms/convert/mechanism-table.ts";
import { mechanismConditions, openAtmosMechanism } from "../container/proxy/mechanisms/convert/openatmos.ts";

// Converts an OpenAtmos mechanism configuration into a table that the proxy reads (container/proxy/mechanisms).
const usage = `Usage: node scripts/write-mechanism.ts --name ts1 --mechanism ts1.json --initial initial_conditions.csv
         --conditions container/proxy/mechanisms/ts1.json --output ts1.mech`;
const option = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    name: option,
    mechanism: option,
    initial: option,
    conditions: option,
    output: option,
    help: { type: "boolean" },
  },
});
const given = z
  .object({
    name: z.string(),
    mechanism: z.string(),
    initial: z.string(),
    conditions: z.string(),
    output: z.string(),
  })
  .safeParse(values);

if (!given.success || values.help) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const { name, mechanism, initial, conditions, output } = given.data;
  const table = mechanismTable(
    name,
    parseJson(openAtmosMechanism, readFileSync(mechanism, "utf8"), "mechanism", mechanism),
    readFileSync(initial, "utf8"),
    parseJson(mechanismConditions, readFileSync(conditions, "utf8"), "mechanismConditions", conditions),
  );
  writeFileSync(output, table);
}
