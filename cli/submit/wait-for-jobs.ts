import type { ListrTask } from "listr2";
import { cliExitCodes } from "../exit-codes.ts";
import { awaitBenchmark, type SubmittedJob } from "../../client/run-benchmark.ts";
import type { RunOutcome } from "../../client/run-outcome.ts";
import { summarise } from "../../client/summarise.ts";
import { reportBeside } from "../results/report-beside.ts";
import { printSummary } from "../../report/terminal/print-summary.ts";
import { runSteps } from "../progress.ts";
import { endedTitle, showingLines } from "../show-benchmark.ts";
import type { AwsClients } from "../../client/aws-clients.ts";

// DescribeJobs is throttled by account; a local Batch is not.
const pollMs = { aws: 5000, local: 200 } as const;

interface Inputs {
  readonly outputDir: string;
  readonly signal: AbortSignal;
  readonly suite: string | null;
  readonly started: number;
  readonly json: boolean;
}

/** Follows jobs side by side to their ends and fetches their results; returns the exit code. */
export async function waitForJobs(
  clients: AwsClients,
  jobs: readonly SubmittedJob[],
  { outputDir, signal, suite, started, json }: Inputs,
): Promise<number> {
  const { hostname = "" } = (await clients.batch.config.endpoint?.()) ?? {};
  const isLocal = /^(?:localhost|127\.)/.test(hostname);
  const outcomes: (RunOutcome | undefined)[] = jobs.map(() => undefined);
  const steps = jobs.map((job, index): ListrTask<object> => ({
    title: `${job.request.config.id} on ${job.request.config.hardware.instance_type}`,
    rendererOptions: { outputBar: 6 },
    task: async (_, task) => {
      const show = (line: string) => (task.output = line);
      const outcome = await awaitBenchmark(clients, job, {
        outputDir,
        signal,
        pollMs: isLocal ? pollMs.local : pollMs.aws,
        terminateOnAbort: false,
        observer: showingLines(show),
      });
      outcomes[index] = outcome;
      task.title = endedTitle(task.title, outcome);
    },
  }));
  try {
    await runSteps(steps, {}, { concurrent: true });
  } catch (error) {
    const open = jobs.filter((_, index) => outcomes[index] === undefined).map(({ jobId }) => jobId);
    console.error(`Not waited for to the end, and not stopped: ${open.join(" ")}`);
    console.error("  → aws batch terminate-job --reason … --job-id … ends one");
    throw error;
  }
  const runs = outcomes.flatMap((outcome) => (outcome ? [summarise(outcome)] : []));
  const report = await reportBeside(outputDir, runs);
  const good = printSummary(runs, { suite, started, json, report });
  return good ? cliExitCodes.success : cliExitCodes.runFailed;
}
