import os from "node:os";
import { described, median } from "../statistics.ts";
import { takeTurns } from "../take-turns.ts";
import { buildProxy } from "./build-proxy.ts";
import { runProxy } from "./run-proxy.ts";

/**
 * Parallel efficiency T1 / (p Tp) of the time loop of both kernels, one size for all thread counts. Goal: at least
 * 0.9.
 */
export async function scaling(rounds: number): Promise<void> {
  const { proxy } = await buildProxy("generic");
  const cores = os.availableParallelism();
  const counts = Array.from({ length: Math.ceil(Math.log2(cores)) }, (_, power) => 2 ** power);
  const threads = [...new Set([1, ...counts, cores])];
  // A multiple of every count, since a thread takes whole tracers.
  const tracers = cores * Math.ceil(20 / cores);
  const kernels = {
    transport: { simulation: "transport", resolution: "4x5", levels: 72, hours: 6, tracers },
    chemistry: { simulation: "chemistry", resolution: "4x5", levels: 47, hours: 1, mechanism: "pollu" },
  };
  for (const [name, options] of Object.entries(kernels)) {
    const what = "tracers" in options ? `${options.tracers} tracers` : `mechanism ${options.mechanism}`;
    console.log(`  ${name} (${what}, ${options.hours} simulated hours)`);
    const found = await takeTurns(
      rounds,
      Object.fromEntries(
        threads.map((count) => [
          String(count),
          async () => {
            const report = await runProxy(proxy, options, count);
            const loop = report.phases.find((phase) => phase.name === "Timesteps");
            return {
              seconds: report.main_loop_wall_s,
              // Below one the threads waited for a core: the machine was not theirs.
              share: (loop?.cpu_s ?? Number.NaN) / ((loop?.wall_s ?? Number.NaN) * count),
            };
          },
        ]),
      ),
    );
    for (const count of threads) {
      const runs = found[String(count)] ?? [];
      const seconds = runs.map((run) => run.seconds);
      const shares = runs.map((run) => run.share);
      const alone = found["1"] ?? [];
      const efficiency = seconds.map(
        (value, round) => (alone[round]?.seconds ?? Number.NaN) / (count * value),
      );
      const missed = median(efficiency) < 0.9 ? "; missed" : "";
      console.log(
        `    ${String(count).padStart(3)} threads  ${described(seconds, 2, "s")}   efficiency ${described(efficiency, 2)}${count > 1 ? ` (goal: at least 0.9${missed})` : ""}   of a core per thread ${described(shares, 2)}`,
      );
    }
  }
}
