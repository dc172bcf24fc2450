import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { resultFiles } from "../contract/result-layout.ts";
import type { Environment, Result } from "../contract/result.ts";
import type { CanaryReport } from "../contract/canary-report.ts";
import { GeosBenchError, explainError } from "../contract/errors.ts";
import { type Observed, unknownBecause } from "../contract/observed.ts";
import { describeCanary } from "./canary/describe-canary.ts";
import { runCanary } from "./canary/run-canary.ts";
import type { Engine, Preparation, Prepared } from "./engine/engine.ts";
import { hashExecutable } from "./engine/hash-executable.ts";
import { detectEmulation } from "./environment/detect-emulation.ts";
import { observeEnvironment } from "./environment/observe-environment.ts";
import type { Ports } from "./ports.ts";
import { assembleResult, configText } from "./result/assemble-result.ts";
import { type Verdict, verifyRuns } from "./result/verify-runs.ts";
import type { ResultObject } from "./store/attempt-store.ts";
import { runAll } from "./workload/run-all.ts";
import { stackLimit, threadSettings } from "./system/thread-settings.ts";
import { workloadEnvironment } from "./workload/workload-environment.ts";

/** Observes the machine, runs, measures and verifies: the result and everything to store with it but the log. */
export async function measureBenchmark(
  config: BenchmarkConfig,
  engine: Engine,
  job: Result["job"],
  startedAt: Date,
  scratch: string,
  { env, machine, journal, interruption, now, runnerVersion, graceMs }: Ports,
): Promise<{ result: Result; objects: ResultObject[] }> {
  const { emulated, evidence } = detectEmulation(machine.architecture, process.pid, machine.files);
  const isEmulated = emulated.value === true;
  const settings = threadSettings(config, machine.logicalCpus, env, { emulated: isEmulated });
  const environment = await observeEnvironment(env, machine, { emulated: isEmulated, threads: settings });
  const stack = stackLimit(machine.files.text("/proc/self/limits")) ?? "unknown";
  journal.say(`emulated: ${emulated.value ?? "unknown"} (${evidence})`);
  for (const note of [...settings.notes, ...unlikeClaimed(config, environment)]) journal.say(note);
  const added = { ...settings.variables, ...engine.variables };
  const variables = Object.entries(added).map(([name, value]) => `${name}=${value}`);
  journal.say(`workload environment: ${variables.join(" ")}, stack limit ${stack}`);

  const context = {
    env: workloadEnvironment(env, added),
    files: machine.files,
    emulated: isEmulated,
    interruption,
    onLine: journal.pass,
    graceMs,
  };
  const { say } = journal;
  const { files, fault: unready } = await prepare(engine, {
    ...context,
    scratch,
    threads: settings.threads,
    say,
    dryRun: false,
  });
  const canary = async (when: "before" | "after"): Promise<Observed<CanaryReport>> => {
    if (unready) return unknownBecause("nothing could be run");
    const measured = await runCanary({
      env,
      workloadEnv: context.env,
      files: machine.files,
      scratch,
      wanted: config.canaries,
      emulated: isEmulated,
      interrupted: interruption.requested,
    });
    say(describeCanary(when, measured));
    return measured;
  };
  const before = await canary("before");
  const { runs, fault = unready } = unready
    ? { runs: [] }
    : await runAll(config, engine, scratch, context, say);
  const after = await canary("after");
  const verdict = fault ? notStarted(fault) : verifyRuns(config, runs);
  const result = assembleResult({
    config,
    job,
    startedAt,
    finishedAt: now(),
    emulated,
    environment,
    engine,
    executableSha256: await hashExecutable(engine.executable),
    runs,
    verdict,
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
  context: Preparation,
): Promise<Prepared & { readonly fault?: GeosBenchError }> {
  try {
    return await engine.prepare(context);
  } catch (error) {
    if (context.interruption.requested.aborted) return { files: [] };
    if (!(error instanceof GeosBenchError)) throw error;
    return { files: [], fault: error };
  }
}

const notStarted = (fault: GeosBenchError): Verdict => ({
  outcome: "workload-failed",
  reason: explainError(fault),
  valid: false,
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
