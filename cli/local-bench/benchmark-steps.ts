import type { ListrTask } from "listr2";
import { GeosBenchError } from "../../contract/errors.ts";
import { suiteVariables } from "../../contract/submission.ts";
import { awsClients } from "../local/aws-clients.ts";
import type { OpenLocal } from "../local/open-local.ts";
import { endedTitle, showingLines } from "../show-benchmark.ts";
import { targetFinder } from "../../client/find-target.ts";
import type { Benchmarks } from "../../client/load-benchmarks.ts";
import { runBenchmark } from "../../client/run-benchmark.ts";
import type { RunOutcome } from "../../client/run-outcome.ts";

export interface BenchmarkContext {
  readonly outcomes: RunOutcome[];
}

interface Inputs {
  readonly benchmarks: Benchmarks;
  /** Variables that every job gets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly local: OpenLocal["context"];
  readonly outputDir: string;
  readonly signal: AbortSignal;
}

/** One step per benchmark. They run one after another: two at a time would share this machine's cores. */
export function benchmarkSteps(inputs: Inputs): {
  steps: ListrTask<BenchmarkContext>[];
  context: BenchmarkContext;
} {
  const context: BenchmarkContext = { outcomes: [] };
  const steps = inputs.benchmarks.configs.map((config): ListrTask<BenchmarkContext> => ({
    title: `${config.id} on ${config.hardware.instance_type}`,
    rendererOptions: { outputBar: 6 },
    task: async (_, task) => {
      const outcome = await runOne(inputs, config, (line) => {
        task.output = line;
      });
      context.outcomes.push(outcome);
      task.title = endedTitle(task.title, outcome);
    },
  }));
  return { steps, context };
}

async function runOne(
  { benchmarks, environment, local, outputDir, signal }: Inputs,
  config: Benchmarks["configs"][number],
  show: (line: string) => void,
): Promise<RunOutcome> {
  const { state } = local;
  if (!state) throw new GeosBenchError("The local environment is not up.", { code: "local-environment" });
  const clients = awsClients(state);
  try {
    const target = (await targetFinder(clients.batch))(config);
    const request = {
      config,
      target,
      outputPath: config.output?.path ?? `s3://${state.resultsBucket}/results`,
      environment: { ...environment, ...suiteVariables(benchmarks.suiteSha256) },
    };
    return await runBenchmark(clients, request, {
      outputDir,
      observer: showingLines(show),
      signal,
      pollMs: 200,
      terminateOnAbort: true,
    });
  } finally {
    clients.close();
  }
}
