import type { Scenario, ScenarioEnvironment } from "../../contract/scenario.ts";
import type { Clock } from "../../emulator/ports/clock.ts";
import type { InstanceLife } from "../../emulator/ports/instance-life.ts";
import type { SeededRandom } from "../../report/statistics/seeded-random.ts";
import { randomStream } from "../random-stream.ts";

/** Instances of one type of one environment, all that there were. */
export interface InstanceUse {
  readonly environment: string;
  readonly type: string;
  readonly vcpus: number;
  instances: number;
  /** At one time. */
  most: number;
  /** From launch to end, boot and idle time included. */
  milliseconds: number;
  /** Those that are billed. */
  billedMilliseconds: number;
  interruptions: number;
}

/** Follows every instance of a simulation, lets it boot, and takes it away where it is Spot. */
export interface InstanceLedger extends InstanceLife {
  /** When an instance takes its first jobs: booted, its image pulled. */
  readyAt(instance: string): number;
  /** Interruptions that are to come: nobody waits for them. */
  readonly pendingInterruptions: number;
  /** What there was, at the end; instances that are there still end with it. */
  close(at: number): readonly InstanceUse[];
}

export interface InstanceLedgerOptions {
  readonly environments: Scenario["environments"];
  readonly clock: Clock;
  readonly seed: number;
  readonly interrupt: (instance: string) => void;
}

interface Living {
  readonly use: InstanceUse;
  readonly launchedAt: number;
  readonly readyAt: number;
  readonly disarm: () => void;
  isInterrupted: boolean;
}

const hour = 3_600_000;
/** "With a minimum of 60 seconds" (EC2 user guide, "On-Demand Instances"). */
const shortestBilled = 60_000;

export function createInstanceLedger({
  environments,
  clock,
  seed,
  interrupt,
}: InstanceLedgerOptions): InstanceLedger {
  const living = new Map<string, Living>();
  const uses = new Map<string, InstanceUse>();
  const there = new Map<InstanceUse, number>();
  const streams = new Map<string, SeededRandom>();
  let pending = 0;

  const environmentOf = (name: string): ScenarioEnvironment => {
    const found = environments[name];
    if (!found) throw new TypeError(`The scenario has no environment ${name}`);
    return found;
  };

  function useOf(environment: string, type: string, vcpus: number): InstanceUse {
    const key = `${environment}/${type}`;
    const known = uses.get(key);
    if (known) return known;
    const use = {
      environment,
      type,
      vcpus,
      instances: 0,
      most: 0,
      milliseconds: 0,
      billedMilliseconds: 0,
      interruptions: 0,
    };
    uses.set(key, use);
    return use;
  }

  /** Interruptions come at random, at a rate that does not change: the time until the next is exponential. */
  function armInterruption(id: string, environment: string, rate: number): () => void {
    if (rate === 0) return () => {};
    const random = streams.get(environment) ?? randomStream(seed, environment, "interruptions");
    streams.set(environment, random);
    const delay = Math.max(1, Math.round((-Math.log(1 - random.uniform()) / rate) * hour));
    pending += 1;
    let isOpen = true;
    const settle = () => {
      if (isOpen) pending -= 1;
      isOpen = false;
    };
    const disarm = clock.after(delay, () => {
      settle();
      const of = living.get(id);
      if (!of) return;
      of.isInterrupted = true;
      of.use.interruptions += 1;
      interrupt(id);
    });
    return () => {
      settle();
      disarm();
    };
  }

  function end(id: string, of: Living, at: number): void {
    living.delete(id);
    of.disarm();
    const length = Math.max(0, at - of.launchedAt);
    of.use.milliseconds += length;
    // EC2 user guide, "Billing for interrupted Spot Instances": no charge in the first hour.
    const isFree = of.isInterrupted && length < hour;
    if (!isFree) of.use.billedMilliseconds += Math.max(shortestBilled, length);
    there.set(of.use, (there.get(of.use) ?? 1) - 1);
  }

  return {
    keepsMinimum: Object.values(environments).some(({ min_vcpus: min }) => min > 0),
    idleMs: (environment) => Math.round(environmentOf(environment).idle_seconds * 1000),
    launched({ id, type, vcpus, environment }) {
      const of = environmentOf(environment);
      const use = useOf(environment, type, vcpus);
      use.instances += 1;
      there.set(use, (there.get(use) ?? 0) + 1);
      use.most = Math.max(use.most, there.get(use) ?? 0);
      const now = clock.now();
      living.set(id, {
        use,
        launchedAt: now,
        readyAt: now + Math.round((of.boot_seconds + of.pull_seconds) * 1000),
        disarm: armInterruption(id, environment, of.interruptions_per_instance_hour ?? 0),
        isInterrupted: false,
      });
    },
    terminated({ id }) {
      const of = living.get(id);
      if (of) end(id, of, clock.now());
    },
    readyAt: (id) => living.get(id)?.readyAt ?? clock.now(),
    get pendingInterruptions() {
      return pending;
    },
    close(at) {
      for (const [id, of] of living) end(id, of, at);
      return [...uses.values()];
    },
  };
}
