import os from "node:os";
import { takeTurns } from "../take-turns.ts";
import { buildProxy } from "./build-proxy.ts";
import { printMix } from "./mix-tables.ts";
import { runProxy } from "./run-proxy.ts";

/** An hour: every step of emissions reads as many inventories as the others. */
const mix = { simulation: "fullchem", resolution: "4x5", levels: 72, hours: 1 };

/**
 * The proxy's mix beside what is published of the model: shares of the phases, sub-steps, cost of a cell's chemistry and
 * of a tracer's transport, the ratio of the two, and the weighted index. Goal: each within the factor that is printed.
 */
export async function proxy(rounds: number): Promise<void> {
  const programs = { generic: await buildProxy("generic"), tuned: await buildProxy("tuned") };
  const threads = os.availableParallelism();
  const run = (build: keyof typeof programs) => async () => runProxy(programs[build].proxy, mix, threads);
  printMix(await takeTurns(rounds, { generic: run("generic"), tuned: run("tuned") }));
}
