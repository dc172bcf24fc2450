import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { resultFiles } from "../contract/result-layout.ts";
import type { Environment, Result } from "../contract/result.ts";
import { detectEmulation } from "./environment/detect-emulation.ts";
import { observeEnvironment } from "./environment/observe-environment.ts";
import type { Ports } from "./ports.ts";
import { assembleResult, configText } from "./result/assemble-result.ts";
import { verifyRuns } from "./result/verify-runs.ts";
import type { ResultObject } from "./store/attempt-store.ts";
import { runAll } from "./workload/run-all.ts";
import { stackLimit, threadSettings } from "./workload/thread-settings.ts";
import { workloadCommand, workloadEnvironment } from "./workload/workload-command.ts";

/** Observes the machine, runs, measures and verifies: the result and everything to store with it but the log. */
export async function measureBenchmark(
  config: BenchmarkConfig,
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
  const variables = Object.entries(settings.variables).map(([name, value]) => `${name}=${value}`);
  journal.say(`workload environment: ${variables.join(" ")}, stack limit ${stack}`);

  const command = workloadCommand(config, env);
  const runs = await runAll(
    config,
    settings.threads,
    command,
    scratch,
    {
      env: workloadEnvironment(env, settings.variables),
      files: machine.files,
      emulated: isEmulated,
      interruption,
      onLine: journal.pass,
      graceMs,
    },
    journal.say,
  );
  const verdict = verifyRuns(config, settings.threads, runs);
  const result = assembleResult({
    config,
    job,
    startedAt,
    finishedAt: now(),
    emulated,
    environment,
    command,
    runs,
    verdict,
    runnerVersion,
    env,
  });
  const text = (name: string, content: string): ResultObject => ({ name, body: { text: content } });
  return {
    result,
    objects: [
      text(resultFiles.config, configText(config)),
      text(resultFiles.result, `${JSON.stringify(result, null, 2)}\n`),
      ...runs.flatMap((run) => run.objects),
    ],
  };
}

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
