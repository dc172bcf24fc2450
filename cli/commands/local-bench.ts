import path from "node:path";
import { platformOf, type DockerArchitecture } from "../../contract/architecture.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { runSteps } from "../progress.ts";
import { lockLocalEnvironment } from "../local/lock-local-environment.ts";
import { openLocal } from "../local/open-local.ts";
import { volumeDirectories, type VolumeOptions } from "../local/volume-directories.ts";
import { benchmarkSteps } from "../local-bench/benchmark-steps.ts";
import { loadBenchmarks } from "../../client/load-benchmarks.ts";
import { modelVariables } from "../local-bench/model-variables.ts";
import { reportBeside } from "../results/report-beside.ts";
import { printSummary } from "../../report/terminal/print-summary.ts";
import { summarise } from "../../client/summarise.ts";

export interface LocalBenchOptions extends VolumeOptions {
  readonly config?: string;
  readonly suite: string;
  readonly arch?: DockerArchitecture;
  readonly json?: true;
  readonly keep?: true;
  readonly output: string;
  readonly provision: boolean;
  readonly image?: string;
}

export async function localBench(options: LocalBenchOptions, signal: AbortSignal): Promise<number> {
  const started = performance.now();
  const benchmarks = await loadBenchmarks(options);
  const environment = modelVariables(benchmarks.configs, options.runDirectory);
  const volumes = volumeDirectories(options);
  const lock = await lockLocalEnvironment();
  try {
    const platforms = [
      ...new Set(benchmarks.configs.map(({ hardware }) => platformOf(hardware.architecture))),
    ];
    const local = openLocal({
      platforms,
      provision: options.provision,
      jobImage: options.image,
      volumes,
      isKept: options.keep === true,
      signal,
    });
    try {
      await runSteps(local.steps, local.context);
      const outputDir = path.resolve(options.output);
      const run = benchmarkSteps({ benchmarks, environment, local: local.context, outputDir, signal });
      await runSteps(run.steps, run.context);
      const runs = run.context.outcomes.map(summarise);
      const report = await reportBeside(outputDir, runs);
      const { suite } = benchmarks;
      const good = printSummary(runs, { suite, started, json: options.json === true, report });
      if (options.keep) {
        await local.context.daemon?.keep();
        console.error("The local environment stays up: gcbench local status | env | down");
      }
      return good ? cliExitCodes.success : cliExitCodes.runFailed;
    } finally {
      if (!options.keep || signal.aborted) await local.context.daemon?.stop();
    }
  } finally {
    await lock.release();
  }
}
