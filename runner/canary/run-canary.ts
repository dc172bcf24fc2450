import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { type CanaryReport, canaryReport } from "../../contract/canary-report.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { type Observed, unknownBecause } from "../../contract/observed.ts";
import { parseJson } from "../../contract/parse-json.ts";
import type { SystemFiles } from "../system/system-files.ts";
import { outputText } from "../system/output-text.ts";
import { triadArrayBytes } from "./triad-array-bytes.ts";

export interface CanaryContext {
  /** The runner's own environment: where the program is. */
  readonly env: NodeJS.ProcessEnv;
  /** The workload's, so that the same threads are placed in the same way. */
  readonly workloadEnv: NodeJS.ProcessEnv;
  readonly files: SystemFiles;
  readonly scratch: string;
  readonly wanted: boolean;
  readonly emulated: boolean;
  readonly interrupted: AbortSignal;
}

const longestMs = 60_000;

/** Measures memory bandwidth and effective clock. Never throws: a canary that fails costs only its own numbers. */
export async function runCanary(context: CanaryContext): Promise<Observed<CanaryReport>> {
  if (!context.wanted) return unknownBecause("the config says canaries: false");
  if (context.emulated) return unknownBecause("emulated: it would measure the emulator");
  const size = triadArrayBytes(context.files);
  if (size.value === null) return size;
  const output = join(context.scratch, "canary.json");
  try {
    return await measure(size.value, output, context);
  } finally {
    rmSync(output, { force: true });
  }
}

async function measure(
  bytes: number,
  output: string,
  { env, workloadEnv, interrupted, scratch }: CanaryContext,
): Promise<Observed<CanaryReport>> {
  const program = resolve(env["GCBENCH_CANARY"] ?? "/opt/gcbench/bin/machine-canary");
  const { failed, timedOut, isCanceled, code, signal, exitCode, stderr } = await execa(
    program,
    ["--array-bytes", String(bytes), "--output", output],
    {
      cwd: scratch,
      env: workloadEnv,
      extendEnv: false,
      stdin: "ignore",
      reject: false,
      timeout: longestMs,
      cancelSignal: interrupted,
      killSignal: "SIGKILL",
      maxBuffer: 10_000,
    },
  );
  if (isCanceled) return unknownBecause("the job was interrupted");
  if (timedOut) return unknownBecause(`${program} took longer than ${longestMs / 1000} s`);
  if (failed) {
    const how = signal ?? (exitCode === undefined ? (code ?? "it did not start") : `exit code ${exitCode}`);
    return unknownBecause([`${program} failed: ${how}`, stderr.trim()].filter(Boolean).join(": "));
  }
  const text = outputText(output);
  if (text === undefined) return unknownBecause(`${program} wrote no report`);
  try {
    return { value: parseJson(canaryReport, text, "canaryReport") };
  } catch (error) {
    if (!(error instanceof GeosBenchError)) throw error;
    return unknownBecause(error.message);
  }
}
