import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { resultFiles } from "../contract/result-layout.ts";
import type { Environment, Result } from "../contract/result.ts";
import type { CanaryReport } from "../contract/canary-report.ts";
import { GeosBenchError, explainError } from "../contract/errors.ts";
import { type Observed, unknownBecause } from "../contract/observed.ts";
import { describeCanary } from "./canary/describe-canary.ts";
import { runCanary } from "./canary/run-canary.ts";
import { assemblePreparation } from "./engine/assemble-preparation.ts";
import type { Engine, Preparation, Prepared } from "./engine/engine.ts";
import { hashExecutable } from "./engine/hash-executable.ts";
import { observeEnvironment } from "./environment/observe-environment.ts";
import type { Ports } from "./ports.ts";
import { assembleResult, configText } from "./result/assemble-result.ts";
import { type VerifiedRuns, verifyRuns } from "./result/verify-runs.ts";
import type { ResultObject } from "./store/attempt-store.ts";
import { runAll } from "./workload/run-all.ts";

/** Observes the machine, runs, measures and verifies: the result and everything to store with it but the log. */
export async function measureBenchmark(
  config: BenchmarkConfig,
  engine: Engine,
  job: Result["job"],
  startedAt: Date,
  scratch: string,
  ports: Ports,
): Promise<{ result: Result; objects: ResultObject[] }> {
  const { env, machine, now, runnerVersion } = ports;
  const { preparation, emulated, settings } = assemblePreparation(config, engine, scratch, ports, {
    dryRun: false,
  });
  const { say, interruption } = preparation;
  const environment = await observeEnvironment(env, machine, {
    emulated: preparation.emulated,
    threads: settings,
  });
  for (const note of unlikeClaimed(config, environment)) say(note);

  const { files, fault: unready } = await prepare(engine, preparation);
  const canary = async (when: "before" | "after"): Promise<Observed<CanaryReport>> => {
    if (unready) return unknownBecause("nothing could be run");
    const measured = await runCanary({
      env,
      workloadEnv: preparation.env,
      files: machine.files,
      scratch,
      wanted: config.canaries,
      emulated: preparation.emulated,
      interrupted: interruption.requested,
    });
    say(describeCanary(when, measured));
    return measured;
  };
  const before = await canary("before");
  const { runs, fault = unready } = unready ? { runs: [] } : await runAll(config, engine, preparation);
  const after = await canary("after");
  const { verification, ...outcome } = fault ? notStarted(fault) : verifyRuns(config, runs);
  const result = assembleResult({
    config,
    job,
    startedAt,
    finishedAt: now(),
    emulated,
    environment,
    engine,
    executableSha256: await hashExecutable(engine.executable),
    staging: preparation.staging.total(),
    runs,
    outcome,
    verification,
    canaries: { before, after },
    runnerVersion,
    env,
  });
  const text = (name: string, content: string): ResultObject => ({ name, body: { text: content } });
  return {
    result,
    objects: [
      text(resultFiles.config, configText(config)),
      text(resultFiles.result, `${JSON.stringify(result, null, 2)}\n`),
      ...files.map((file) => text(file.name, file.text)),
      ...runs.flatMap((run) => run.objects),
    ],
  };
}

/** With the fault, nothing can be run; a signal to the job is none: then the first run does not start either. */
async function prepare(
  engine: Engine,
  preparation: Preparation,
): Promise<Prepared & { readonly fault?: GeosBenchError }> {
  try {
    return await engine.prepare(preparation);
  } catch (error) {
    if (preparation.interruption.requested.aborted) return { files: [] };
    if (!(error instanceof GeosBenchError)) throw error;
    return { files: [], fault: error };
  }
}

const notStarted = (fault: GeosBenchError): VerifiedRuns => ({
  outcome: "workload-failed",
  reason: explainError(fault),
  verification: null,
});

/** Where the machine is not the one that the config claims. No fault: it is how benchmarks are tried out locally. */
function unlikeClaimed({ hardware }: BenchmarkConfig, environment: Environment): string[] {
  const compared: [what: string, claimed: string, found: string | null][] = [
    [
      "architecture",
      hardware.architecture,
      environment.architecture.value?.replace("aarch64", "arm64") ?? null,
    ],
    ["instance type", hardware.instance_type, environment.instance_type.value],
  ];
  return compared
    .filter(([, claimed, found]) => found !== null && found !== claimed)
    .map(([what, claimed, found]) => `${what}: the config claims ${claimed}, this is ${found}`);
}
