/**
 * `npm run bench`: ratios measured side by side in one run. Arms take turns, so that drift of the machine meets all of
 * them alike. `npm run bench -- NAME…` runs some, `--rounds N` more or fewer rounds. See docs/benchmarks.md.
 */
import { parseArgs } from "node:util";
import { explainError } from "../contract/errors.ts";
import { hostForTests, startLocal, type StartedLocal } from "../test/support/start-local.ts";
import { batchLatency } from "./local/batch-latency.ts";
import { besideMoto } from "./local/beside-moto.ts";
import { emulatedSmoke } from "./local/emulated-smoke.ts";
import { jobOverhead } from "./local/job-overhead.ts";
import { localUp } from "./local/local-up.ts";
import { describeMachine } from "./machine.ts";
import { chemistry } from "./proxy/chemistry.ts";
import { proxy } from "./proxy/mix.ts";
import { scaling } from "./proxy/scaling.ts";
import { transport } from "./proxy/transport.ts";
import { besideTrackers } from "./report/beside-trackers.ts";
import { reportPage } from "./report/report-page.ts";
import { site } from "./report/site.ts";
import { resultsIndex } from "./report/results-index.ts";
import { simulate } from "./simulate/simulate.ts";
import { infra } from "./tooling/infra.ts";

type Bench = (rounds: number) => Promise<void>;
let started: StartedLocal | undefined;
const inLocal =
  (bench: (local: StartedLocal, rounds: number) => Promise<void>): Bench =>
  async (rounds) =>
    bench((started ??= await startLocal(await hostForTests())), rounds);

const benches: Readonly<Record<string, Bench>> = {
  proxy,
  transport,
  chemistry,
  scaling,
  infra,
  simulate,
  "results-index": resultsIndex,
  report: reportPage,
  site,
  "beside-trackers": besideTrackers,
  "beside-moto": besideMoto,
  "local-up": localUp,
  "emulated-smoke": inLocal(emulatedSmoke),
  "job-overhead": inLocal(jobOverhead),
  "batch-latency": inLocal(batchLatency),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "3" } },
});
const wantedRounds = Number(values.rounds);
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0 || !Number.isInteger(wantedRounds) || wantedRounds < 1) {
  console.error(
    unknown.length > 0
      ? `There is no bench ${unknown.join(", ")}. Known: ${Object.keys(benches).join(", ")}.`
      : `--rounds: given ${values.rounds}; allowed: an integer from 1.`,
  );
  process.exit(2);
}
console.log(describeMachine());
for (const [name, bench] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n${name}`);
  try {
    await bench(wantedRounds);
  } catch (error) {
    console.error(explainError(error));
    process.exitCode = 1;
  }
}
await started?.close();
