import os from "node:os";
import { described } from "../statistics.ts";
import { takeTurns } from "../take-turns.ts";
import type { WorkloadReport } from "../../contract/workload-report.ts";
import { buildProxy } from "./build-proxy.ts";
import { phaseSeconds, runCanaryNow, runProxy } from "./run-proxy.ts";

const aDay = { simulation: "transport", resolution: "4x5", levels: 72, hours: 24, tracers: 21 };
const builds = ["generic", "tuned"] as const;

/**
 * Bytes per second of advection, by the proxy's own model of what it has to touch, over the triad's of the same machine
 * minutes before: which share of the memory bandwidth the kernel uses. No goal: what counts is the cost of a tracer
 * beside the model's, which the bench `proxy` prints.
 */
export async function transport(rounds: number): Promise<void> {
  console.log("  a simulated day, 21 tracers, 4x5, 72 levels; advection phase over STREAM triad");
  const programs = { generic: await buildProxy("generic"), tuned: await buildProxy("tuned") };
  for (const threads of new Set([1, os.availableParallelism()])) {
    const advection = (build: (typeof builds)[number]) => async () => {
      const report = await runProxy(programs[build].proxy, aDay, threads);
      return advectedBytes(report) / phaseSeconds(report, "=> Advection") / 1e9;
    };
    const found = await takeTurns(rounds, {
      triad: async () => (await runCanaryNow(programs.generic.canary, threads)).triad.gb_per_s.best,
      generic: advection("generic"),
      tuned: advection("tuned"),
    });
    console.log(`  ${threads} thread${threads > 1 ? "s" : ""}`);
    console.log(`    triad            ${described(found.triad, 1, "GB/s")}`);
    for (const build of builds) {
      const fractions = found[build].map((value, round) => value / (found.triad[round] ?? Number.NaN));
      console.log(`    ${build.padEnd(16)} ${described(found[build], 2, "GB/s")}`);
      console.log(`    ${`${build} / triad`.padEnd(16)} ${described(fractions, 3)}`);
    }
    const gain = found.tuned.map((value, round) => value / (found.generic[round] ?? Number.NaN));
    console.log(`    tuned / generic  ${described(gain, 2)}`);
  }
}

/** The work model counts mass fluxes and advection as one phase; the traffic in it is advection's. */
function advectedBytes({ work }: WorkloadReport): number {
  const found = work.phases.find(({ name }) => name === "Transport");
  if (!found) throw new Error("The report counts no work for the phase Transport.");
  return found.bytes_model;
}
