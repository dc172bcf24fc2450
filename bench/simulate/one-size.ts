/** One simulation in a process of its own: prints what it took, as JSON. */
import { readFileSync } from "node:fs";
import { parseScenario } from "../../contract/load-scenario.ts";
import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import { unpredicted } from "../../report/plan/predict.ts";
import { simulate } from "../../simulation/simulate.ts";

export interface OneSize {
  readonly jobs: number;
  /** One array, or submitted one by one. */
  readonly isArray: boolean;
}

export interface SizeCost {
  /** From the start of the process to its end. */
  readonly processSeconds: number;
  /** Of the simulation, once the program is loaded. */
  readonly seconds: number;
  readonly peakMebibytes: number;
}

if (import.meta.main) {
  const { jobs, isArray } = JSON.parse(process.argv[2] ?? "") as OneSize;
  const scenario = {
    name: "bench",
    description: "Jobs of some minutes, four to an instance",
    environments: {
      ce: {
        instance_types: ["c7g.4xlarge"],
        max_vcpus: 1600,
        boot_seconds: 60,
        pull_seconds: 30,
        idle_seconds: 60,
      },
    },
    queues: { queue: { environments: ["ce"] } },
    jobs: {
      jobs: {
        queue: "queue",
        vcpus: 4,
        memory_mib: 4096,
        seconds: { lognormal: { median: 600, sigma: 0.5 } },
        ...(isArray ? { array_size: jobs } : { count: jobs }),
      },
    },
  };
  const started = performance.now();
  const simulation = await simulate(parseScenario(JSON.stringify(scenario)), {
    prices: shippedPrices,
    predict: () => unpredicted("no suite"),
  });
  const seconds = (performance.now() - started) / 1000;
  if (simulation.variants[0]?.succeeded !== jobs) throw new Error("Not all jobs succeeded.");
  console.log(JSON.stringify({ seconds, peakMebibytes: peakMebibytes() }));
}

/** Of this process alone: getrusage's figure has what the process had before it became this program. */
function peakMebibytes(): number {
  const [, kibibytes = "NaN"] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(kibibytes) / 1024;
}
