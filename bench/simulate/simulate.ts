import path from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../host/paths.ts";
import { described, median } from "../statistics.ts";
import { takeTurns } from "../take-turns.ts";
import type { OneSize, SizeCost } from "./one-size.ts";

const sizes = [1_000, 10_000, 100_000] as const;

const goals = { seconds: 5, mebibytes: 400 };

/** What a simulated job costs, whatever their number, and what an array of 10,000 takes. Each in a process of its own. */
export async function simulate(rounds: number): Promise<void> {
  const cost = async (given: OneSize): Promise<SizeCost> => {
    const script = path.join(import.meta.dirname, "one-size.ts");
    const started = performance.now();
    const { stdout } = await execa(process.execPath, [script, JSON.stringify(given)], { cwd: projectRoot });
    const processSeconds = (performance.now() - started) / 1000;
    return { ...(JSON.parse(stdout) as Omit<SizeCost, "processSeconds">), processSeconds };
  };
  const found = await takeTurns(rounds, {
    array: () => cost({ jobs: 10_000, isArray: true }),
    ...Object.fromEntries(sizes.map((jobs) => [String(jobs), () => cost({ jobs, isArray: false })])),
  });
  const missed = (is: boolean): string => (is ? "; missed" : "");

  const seconds = found.array.map((of) => of.processSeconds);
  const memory = found.array.map((of) => of.peakMebibytes);
  console.log("  an array of 10,000 on 100 instances, the whole process");
  console.log(
    `    time         ${described(seconds, 2, "s")} (goal: under ${goals.seconds} s${missed(median(seconds) >= goals.seconds)})`,
  );
  console.log(
    `    peak memory  ${described(memory, 0, "MiB")} (goal: under ${goals.mebibytes} MiB${missed(median(memory) >= goals.mebibytes)})`,
  );

  console.log("  jobs submitted one by one on 100 instances, the simulation alone");
  const each = sizes.map((jobs) => {
    const costs = (found as Readonly<Record<string, readonly SizeCost[]>>)[String(jobs)] ?? [];
    const perJob = costs.map((of) => (of.seconds / jobs) * 1e6);
    const peak = costs.map((of) => of.peakMebibytes);
    console.log(
      `    ${String(jobs).padStart(7)} jobs ${described(perJob, 0, "µs a job")}; peak memory ${described(peak, 0, "MiB")}`,
    );
    return median(perJob);
  });
  const [small = Number.NaN, middle = Number.NaN, large = Number.NaN] = each;
  console.log(
    `    a job of 100,000 over one of 1,000: ${(large / small).toFixed(2)}, over one of 10,000: ${(large / middle).toFixed(2)} (goal: flat)`,
  );
}
