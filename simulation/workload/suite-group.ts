import { resourcesOf } from "../../contract/choose-fleet.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { loadSuite } from "../../contract/load-suite.ts";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import type { SuiteGroup } from "../../contract/scenario-jobs.ts";
import type { Scenario } from "../../contract/scenario.ts";
import { orderJobs } from "../../report/plan/order-jobs.ts";
import type { Predict } from "../../report/plan/predict.ts";
import { arrivalTimes } from "./arrival-times.ts";
import { commonOf } from "./common-of.ts";
import type { Group, Submission } from "./workload.ts";

interface KnownBenchmark {
  readonly submission: Submission;
  readonly durationMs: number;
  readonly basis: string;
}

/**
 * The jobs of a suite, in the order of its plan. Throws {@link GeosBenchError} `invalid-scenario` for benchmarks of which
 * nobody says how long they take, or where they go.
 */
export function suiteGroup(
  name: string,
  of: SuiteGroup,
  { queues, environments }: Scenario,
  { seed, predict }: { readonly seed: number; readonly predict: Predict },
): Group {
  const { suite } = loadSuite(of.suite);
  const ids = suite.benchmarks.map(({ id }) => id);
  const refuse = (message: string, hint: string): never => {
    throw new GeosBenchError(`The scenario is not valid: jobs.${name}: ${message}`, {
      code: "invalid-scenario",
      hint,
    });
  };
  const unknown = Object.keys(of.seconds).filter((id) => !ids.includes(id));
  if (unknown.length > 0)
    refuse(
      `seconds names ${unknown.join(", ")}, which ${suite.name} does not have`,
      `It has: ${ids.join(", ")}.`,
    );

  function queueOf({ id, hardware: { instance_type: type } }: BenchmarkConfig): string {
    if (of.queue !== undefined) return of.queue;
    // Of that type alone: elsewhere it might run on another, of which its duration says nothing.
    const found = Object.entries(queues).flatMap(([queue, { environments: order }]) =>
      order.every((one) => environments[one]?.instance_types.join() === type) ? [queue] : [],
    );
    const [queue, other] = found;
    if (queue !== undefined && other === undefined) return queue;
    return refuse(
      queue === undefined
        ? `${id} is for ${type}, and no queue has environments of that type alone`
        : `${id} is for ${type}, which queues ${found.join(", ")} have`,
      "Name the queue of the whole group with queue, or have one queue for each type of the suite.",
    );
  }

  const silent: string[] = [];
  const known = new Map(
    suite.benchmarks.map((config): [string, KnownBenchmark] => {
      const { vcpus, memoryMiB } = resourcesOf(config);
      const kind = {
        name: `${name}-${config.id}`,
        vcpus,
        memoryMiB,
        attempts: of.attempts,
        timeoutSeconds: of.timeout_seconds,
      };
      const { seconds, basis } = secondsOf(config, of, predict);
      if (seconds === null) silent.push(`${config.id}: ${basis}`);
      const submission = { kind, queue: queueOf(config), size: undefined };
      return [config.id, { submission, durationMs: Math.round((seconds ?? 0) * 1000), basis }];
    }),
  );
  if (silent.length > 0)
    refuse(
      `nobody knows how long these take, and nothing is assumed:\n  - ${silent.join("\n  - ")}`,
      `Say it, as an assumption of yours: jobs.${name}.seconds: {ID: SECONDS}. Or name results of earlier runs: --results PLACE.`,
    );

  const jobs = orderJobs(ids, of.replicates ?? suite.replicates, seed);
  const at = (index: number): KnownBenchmark => {
    const found = known.get(jobs[index]?.benchmark ?? "");
    if (!found) throw new TypeError(`Group ${name} has no job ${index}`);
    return found;
  };
  return {
    name,
    submissions: jobs.length,
    jobs: jobs.length,
    arrivesAt: arrivalTimes(of.arrivals, jobs.length, seed, name),
    submission: (index) => at(index).submission,
    durationMs: (index) => at(index).durationMs,
    ...commonOf(of),
    eachAfter: false,
    kinds: Array.from(known.values(), ({ submission }) => submission.kind),
    bases: Array.from(known, ([id, { basis, durationMs }]) => `${id}: ${durationMs / 1000} s, ${basis}`),
  };
}

/** What the scenario says comes first; `null` with the reason for a basis where nobody knows. */
function secondsOf(
  config: BenchmarkConfig,
  { seconds: stated }: SuiteGroup,
  predict: Predict,
): { readonly seconds: number | null; readonly basis: string } {
  const said = stated[config.id];
  if (said !== undefined) return { seconds: said, basis: "as the scenario says" };
  const { seconds, basis } = predict(config);
  return seconds.value === null
    ? { seconds: null, basis: seconds.reason }
    : { seconds: seconds.value.value, basis: basis ?? "predicted" };
}
