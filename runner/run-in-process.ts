import { statfs } from "node:fs/promises";
import os from "node:os";
import { explainError } from "../contract/errors.ts";
import { exitCodes } from "../contract/exit-codes.ts";
import type { RunCommand } from "./command-line.ts";
import { runBenchmark } from "./run-benchmark.ts";
import { StageFailure } from "./stage.ts";
import { openStore } from "./store/open-store.ts";
import { watchSignals } from "./system/interruption.ts";
import { createJournal } from "./system/journal.ts";
import { systemFiles } from "./system/system-files.ts";

/** Time for the workload to end after a signal; of the 30 s that AWS Batch gives, the rest is for storing. */
const graceMs = 10_000;

/** Runs a benchmark with this process's environment, signals and output; the exit code. */
export async function runInProcess(command: RunCommand, runnerVersion: string): Promise<number> {
  const { env } = process;
  const journal = createJournal((text) => process.stdout.write(text));
  const interruption = watchSignals(process, {
    onFirst: (signal) =>
      journal.say(`${signal}: ending the workload, storing what there is; again to end at once`),
    endAtOnce: () => process.exit(exitCodes.interrupted),
  });
  try {
    return await runBenchmark(command, {
      env,
      journal,
      interruption,
      runnerVersion,
      graceMs,
      now: () => new Date(),
      machine: {
        architecture: os.machine(),
        kernel: `${os.type()} ${os.release()}`,
        logicalCpus: os.availableParallelism(),
        files: systemFiles,
      },
      readObject: async (url) => {
        const { readS3Text } = await import("./store/s3-client.ts");
        return readS3Text(env, url);
      },
      freeBytes: async (directory) => {
        const { bavail, bsize } = await statfs(directory);
        return bavail * bsize;
      },
      openStore: (outputPath, attempt) => openStore(outputPath, attempt, { env, log: journal.say }),
    });
  } catch (error) {
    if (error instanceof StageFailure) {
      journal.say(explainError(error.cause));
      return error.exitCode;
    }
    journal.say(`internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return exitCodes.internalError;
  }
}
