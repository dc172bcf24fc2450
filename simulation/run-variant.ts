import type { GeosBenchError } from "../contract/errors.ts";
import type { LoadedVariant } from "../contract/load-scenario.ts";
import { unknownBecause, type Observed } from "../contract/observed.ts";
import type { PriceBook } from "../contract/prices/price-book.ts";
import { createBatch, type Batch } from "../emulator/batch/create-batch.ts";
import { createSimulatedExecutor } from "../emulator/executor/simulated-executor.ts";
import { createVirtualClock } from "../emulator/executor/virtual-clock.ts";
import type { LogSink } from "../emulator/ports/log-sink.ts";
import type { Predict } from "../report/plan/predict.ts";
import { createInstanceLedger } from "./model/instance-ledger.ts";
import { policyName, stackOf } from "./model/stack-of.ts";
import { fleetOutcome } from "./outcome/fleet-outcome.ts";
import { createJobWatch } from "./outcome/job-watch.ts";
import { neverRun } from "./outcome/never-run.ts";
import type { FleetOutcome, Outcome } from "./outcome/outcome.ts";
import { waitsOf } from "./outcome/waits.ts";
import { sequentialIds } from "./sequential-ids.ts";
import { submitGroups, type Submitted } from "./submit-groups.ts";
import { groupsOf } from "./workload/groups-of.ts";

export interface VariantOptions {
  readonly seed: number;
  readonly region: string;
  readonly prices: PriceBook;
  readonly predict: Predict;
}

/** Nobody writes a line, and nobody reads one. */
const noLogs: LogSink = {
  openGroup: () => true,
  createStream: () => {},
  write: () => {},
  lastLines: () => ({}),
};

/**
 * Plays one variant through the local Batch on a virtual clock: the scheduler is the one that runs containers elsewhere.
 * Throws {@link GeosBenchError} `invalid-scenario`.
 */
export async function runVariant(
  { name, scenario }: LoadedVariant,
  { seed, region, prices, predict }: VariantOptions,
): Promise<Outcome> {
  const groups = groupsOf(scenario, { seed, predict });
  const clock = createVirtualClock();
  const watch = createJobWatch(
    clock,
    new Map(groups.flatMap((group) => group.kinds.map((kind) => [kind.name, group.name] as const))),
  );
  const ledger = createInstanceLedger({
    environments: scenario.environments,
    clock,
    seed,
    interrupt: (instance) => batch.interrupt(instance),
  });
  let refused: GeosBenchError | undefined;
  const batch: Batch = createBatch({
    stack: stackOf(
      scenario,
      groups.flatMap(({ kinds }) => kinds),
      region,
    ),
    executor: createSimulatedExecutor(clock, ({ instanceId, jobId }) => ({
      startMs: Math.max(0, ledger.readyAt(instanceId) - clock.now()),
      durationMs: submitted.durationMs(jobId),
    })),
    logs: noLogs,
    clock,
    life: ledger,
    newId: sequentialIds(),
    moved: (job) => watch.moved(job),
    frontTimes: false,
  });
  createPolicies(scenario.queues, batch);
  const submitted: Submitted = submitGroups(groups, batch, clock, (error) => {
    refused ??= error;
  });

  // Where nothing is left but interruptions to come, no job runs and none ever will.
  await clock.runOut(() => refused === undefined && clock.pending > ledger.pendingInterruptions);
  if (refused) throw refused;

  const uses = ledger.close(Math.max(watch.lastEnd ?? 0, 0));
  const fleets = uses.flatMap((use): FleetOutcome[] => {
    const environment = scenario.environments[use.environment];
    return environment ? [fleetOutcome(use, environment, prices, region)] : [];
  });
  const sum = (of: (use: (typeof uses)[number]) => number): number =>
    uses.reduce((total, use) => total + of(use), 0);
  const vcpuMilliseconds = sum((use) => use.milliseconds * use.vcpus);
  return {
    variant: name,
    jobs: groups.reduce((total, { jobs }) => total + jobs, 0),
    succeeded: watch.succeeded,
    failed: watch.failed(),
    neverRun: neverRun(watch.waiting(), batch),
    makespanSeconds: watch.lastEnd === undefined ? null : watch.lastEnd / 1000,
    waitSeconds: waitsOf(watch.waits),
    queues: watch.queues(),
    fleets,
    instanceHours: sum((use) => use.milliseconds) / 3_600_000,
    vcpuUtilisation: vcpuMilliseconds === 0 ? null : watch.vcpuMilliseconds / vcpuMilliseconds,
    usd: totalOf(fleets.map(({ usd }) => usd)),
    usdOnDemand: totalOf(fleets.map(({ usdOnDemand }) => usdOnDemand)),
    interruptions: sum((use) => use.interruptions),
    retries: watch.retries,
    durations: groups.map((group) => ({ group: group.name, from: group.bases })),
  };
}

function createPolicies(queues: LoadedVariant["scenario"]["queues"], { api }: Pick<Batch, "api">): void {
  for (const [name, { shares }] of Object.entries(queues)) {
    if (!shares) continue;
    api.CreateSchedulingPolicy({
      name: policyName(name),
      fairsharePolicy: {
        shareDecaySeconds: shares.decay_seconds,
        computeReservation: shares.reservation_percent,
        shareDistribution: Object.entries(shares.weights).map(([shareIdentifier, weightFactor]) => ({
          shareIdentifier,
          weightFactor,
        })),
      },
    });
  }
}

/** `null` with every reason where one part is not known: never part of a sum. */
function totalOf(parts: readonly Observed<number>[]): Observed<number> {
  const reasons = parts.flatMap((of) => ("reason" in of ? [of.reason] : []));
  if (reasons.length > 0) return unknownBecause([...new Set(reasons)].join("; "));
  return { value: parts.reduce((sum, { value }) => sum + (value ?? 0), 0) };
}
