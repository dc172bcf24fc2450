/** Writes contract/json-schema/*.json from the zod schemas; `--check` fails when a file is not current. */
import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { benchmarkConfig } from "../contract/benchmark-config.ts";
import { importedRun } from "../contract/imported-run.ts";
import { jobRecord } from "../contract/job-record.ts";
import { manifest } from "../contract/manifest.ts";
import { result } from "../contract/result.ts";
import { scenarioFile } from "../contract/scenario.ts";
import { suiteFile } from "../contract/suite-file.ts";

const folder = new URL("../contract/json-schema/", import.meta.url);
const documents = {
  "benchmark-config.schema.json": z.toJSONSchema(benchmarkConfig, { io: "input" }),
  "result.schema.json": z.toJSONSchema(result, { io: "output" }),
  "manifest.schema.json": z.toJSONSchema(manifest, { io: "output" }),
  "suite.schema.json": z.toJSONSchema(suiteFile, { io: "input" }),
  "scenario.schema.json": z.toJSONSchema(scenarioFile, { io: "input" }),
  "imported-run.schema.json": z.toJSONSchema(importedRun, { io: "output" }),
  "job-record.schema.json": z.toJSONSchema(jobRecord, { io: "output" }),
};

const stale: string[] = [];
for (const [name, schema] of Object.entries(documents)) {
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  const file = new URL(name, folder);
  const current = await readFile(file, "utf8").catch(() => "");
  if (current === text) continue;
  if (process.argv.includes("--check")) stale.push(name);
  else await writeFile(file, text);
}
if (stale.length > 0) {
  console.error(`Not current: ${stale.join(", ")}. Run: npm run schemas`);
  process.exitCode = 1;
}
