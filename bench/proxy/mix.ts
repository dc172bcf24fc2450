import os from "node:os";
import { reference } from "../../contract/proxy-index/reference-machine.ts";
import { takeTurns } from "../take-turns.ts";
import { buildProxy } from "./build-proxy.ts";
import { compareWithMicm } from "./chemistry.ts";
import { mixTable, type MixRuns } from "./mix-tables.ts";
import { runProxy } from "./run-proxy.ts";

/** An hour: every step of emissions reads as many inventories as the others. */
const mix = { simulation: "fullchem", resolution: "4x5", levels: 72, hours: 1 };

/** The mix in both builds, on all of the machine's CPUs. */
export async function runMix(rounds: number): Promise<MixRuns> {
  const programs = { generic: await buildProxy("generic"), tuned: await buildProxy("tuned") };
  const threads = os.availableParallelism();
  const run = (build: keyof typeof programs) => async () => runProxy(programs[build].proxy, mix, threads);
  return takeTurns(rounds, { generic: run("generic"), tuned: run("tuned") });
}

/**
 * The proxy's mix beside what is published of the model: shares of the phases and their work, sub-steps, cost of a cell's
 * chemistry and of a tracer's transport, the ratio of the two, and the weighted index; below it the generated kernel against
 * MICM. Goal: each within the factor that is printed.
 */
export async function proxy(rounds: number): Promise<void> {
  for (const line of mixTable(await runMix(rounds), reference)) console.log(`  ${line}`);
  console.log("");
  for (const line of await compareWithMicm(rounds)) console.log(`  ${line}`);
}
