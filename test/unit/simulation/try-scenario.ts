import { parseScenario } from "../../../contract/load-scenario.ts";
import { shippedPrices } from "../../../contract/prices/on-demand-price.ts";
import type { PriceBook } from "../../../contract/prices/price-book.ts";
import { unpredicted, type Predict } from "../../../report/plan/predict.ts";
import { simulate, type Simulation } from "../../../simulation/simulate.ts";

interface Given {
  readonly environment?: object;
  readonly environments?: object;
  readonly queues?: object;
  readonly jobs: object;
  readonly variants?: readonly object[];
  readonly seed?: number;
}

interface Known {
  readonly predict?: Predict;
  readonly prices?: PriceBook;
}

/** A c7g.4xlarge that is there at once and goes at once: of 16 vCPUs, at $0.58 an hour. */
export const instant = {
  instance_types: ["c7g.4xlarge"],
  max_vcpus: 16,
  boot_seconds: 0,
  pull_seconds: 0,
  idle_seconds: 0,
};

/** An hour on a whole instance. */
export const hour = { queue: "q", vcpus: 16, memory_mib: 1024, seconds: 3600 };

/** Simulates a scenario with one environment "ce" and one queue "q", unless others are given. */
export function trying(
  { environment = {}, ...given }: Given,
  { predict = () => unpredicted("no run of it"), prices = shippedPrices }: Known = {},
): Promise<Simulation> {
  const text = JSON.stringify({
    name: "test",
    description: "A test",
    environments: { ce: { ...instant, ...environment } },
    queues: { q: { environments: ["ce"] } },
    ...given,
  });
  return simulate(parseScenario(text), { prices, predict });
}

/** The same, of which only what was written counts. */
export async function outcomeOf(...given: Parameters<typeof trying>) {
  const [outcome] = (await trying(...given)).variants;
  if (!outcome) throw new Error("no outcome");
  return outcome;
}
