/**
 * `npm run bench`: ratios measured side by side in one run. Arms take turns, so that drift of the machine meets all of
 * them alike. `npm run bench -- NAME` runs one.
 */
import { explainError } from "../contract/errors.ts";
import { batchLatency } from "./batch-latency.ts";
import { jobOverhead } from "./job-overhead.ts";
import { hostForTests, startLocal } from "../test/support/start-local.ts";

const benches = { "job-overhead": jobOverhead, "batch-latency": batchLatency };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. Known: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
try {
  const local = await startLocal(await hostForTests());
  try {
    for (const [name, bench] of Object.entries(benches)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      console.log(`\n${name}`);
      await bench(local);
    }
  } finally {
    await local.close();
  }
} catch (error) {
  console.error(explainError(error));
  process.exitCode = 1;
}
