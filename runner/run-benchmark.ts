import { join } from "node:path";
import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { GeosBenchError } from "../contract/errors.ts";
import { exitCodes } from "../contract/exit-codes.ts";
import { attemptPrefix, resultFiles } from "../contract/result-layout.ts";
import type { Result } from "../contract/result.ts";
import type { RunCommand } from "./command-line.ts";
import { readConfig } from "./config/read-config.ts";
import { openEngine } from "./open-engine.ts";
import { jobIdentity } from "./job-identity.ts";
import { measureBenchmark } from "./measure-benchmark.ts";
import { reportMetrics } from "./metrics/report-metrics.ts";
import type { Ports } from "./ports.ts";
import { rehearse } from "./rehearse.ts";
import { summarise } from "./result/summarise.ts";
import { inStage } from "./stage.ts";
import type { AttemptStore, ResultObject } from "./store/attempt-store.ts";
import { storeOrKeep } from "./store/store-or-keep.ts";
import { createScratch } from "./system/scratch.ts";

/** One benchmark from config to stored result; the exit code. Foreseen failures before computing are StageFailures. */
export async function runBenchmark(command: RunCommand, ports: Ports): Promise<number> {
  const { journal, interruption } = ports;
  const startedAt = ports.now();
  const config = await inStage(exitCodes.invalidConfig, () =>
    readConfig(command.benchmark, ports.readObject),
  );
  const job = jobIdentity(ports.env);
  journal.say(`benchmark ${config.id}, job ${job.id}, attempt ${job.attempt}, runner ${ports.runnerVersion}`);
  if (command.dryRun) return rehearse(config, ports);
  const store = await inStage(exitCodes.outputNotUsable, () => usableStore(command, config, job, ports));
  journal.say(`output location is writable: ${store.location}`);
  if (interruption.requested.aborted) return exitCodes.interrupted;

  const engine = await inStage(exitCodes.invalidConfig, () => openEngine(config, ports));
  const scratch = await inStage(exitCodes.workloadFailed, () =>
    createScratch(ports.env, { files: ports.machine.files, say: journal.say }),
  );
  try {
    journal.keepIn(join(scratch.path, resultFiles.log));
    const { result, objects } = await measureBenchmark(config, engine, job, startedAt, scratch.path, ports);
    for (const line of summarise(result)) journal.say(line);
    journal.stopKeeping();
    const log: ResultObject = { name: resultFiles.log, body: { file: join(scratch.path, resultFiles.log) } };
    const isStored = await storeOrKeep(store, result, [...objects, log], ports);
    if (!isStored) return exitCodes.resultNotStored;
    reportMetrics(result, ports);
    return exitCodeOf[result.outcome];
  } finally {
    scratch.remove();
  }
}

async function usableStore(
  command: RunCommand,
  config: BenchmarkConfig,
  job: Result["job"],
  ports: Ports,
): Promise<AttemptStore> {
  const outputPath = command.outputPath ?? config.output?.path;
  if (outputPath === undefined) {
    throw new GeosBenchError(
      "There is no output path: neither --output-path nor output.path of the config.",
      {
        code: "output-path-not-usable",
        hint: "Give --output-path s3://bucket/prefix or a directory.",
      },
    );
  }
  const attempt = attemptPrefix({ benchmarkId: config.id, jobId: job.id, attempt: job.attempt });
  const store = await ports.openStore(outputPath, attempt);
  await store.checkWritable();
  return store;
}

const exitCodeOf = {
  succeeded: exitCodes.success,
  "workload-failed": exitCodes.workloadFailed,
  "verification-failed": exitCodes.verificationFailed,
  interrupted: exitCodes.interrupted,
} as const;
