import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { type Observed, unknownBecause } from "../../contract/observed.ts";
import { type Environment, type Result, resultSchemaVersion, type Sample } from "../../contract/result.ts";
import type { Staging } from "../../contract/staging.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { Engine } from "../engine/engine.ts";
import type { Run } from "../workload/run-once.ts";
import type { ResultOutcome } from "./verify-runs.ts";

export interface Measured {
  readonly config: BenchmarkConfig;
  readonly job: Result["job"];
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly emulated: Observed<boolean>;
  readonly environment: Environment;
  readonly engine: Pick<Engine, "command" | "build">;
  readonly executableSha256: Observed<string>;
  /** `undefined`: nothing was staged. */
  readonly staging: Staging | undefined;
  readonly runs: readonly Run[];
  readonly outcome: ResultOutcome;
  readonly verification: Result["verification"];
  readonly canaries: Result["canaries"];
  readonly runnerVersion: string;
  readonly env: NodeJS.ProcessEnv;
}

/** `config.json`: the config as parsed, with its defaults. */
export const configText = (config: BenchmarkConfig): string => `${JSON.stringify(config, null, 2)}\n`;

export function assembleResult(measured: Measured): Result {
  const { config, outcome, env } = measured;
  const samples = measured.runs.map(({ sample }) => sample);
  const report = samples.find((sample) => sample.report !== null)?.report ?? undefined;
  return {
    schema_version: resultSchemaVersion,
    benchmark_id: config.id,
    job: measured.job,
    outcome: outcome.outcome,
    outcome_reason: outcome.reason,
    flags: {
      emulated: measured.emulated,
      proxy: config.workload.engine === "proxy",
      valid: outcome.outcome === "succeeded",
    },
    started_at: measured.startedAt.toISOString(),
    finished_at: measured.finishedAt.toISOString(),
    config,
    config_sha256: sha256(configText(config)),
    workload: {
      engine: config.workload.engine,
      command: [...measured.engine.command],
      build: measured.engine.build,
      executable_sha256: measured.executableSha256,
      version: reported(report, "version"),
      compiler: reported(report, "compiler"),
      compiler_options: reported(report, "compiler_options"),
    },
    staging: measured.staging ? { value: measured.staging } : unknownBecause("this engine stages nothing"),
    samples,
    verification: measured.verification,
    environment: measured.environment,
    canaries: measured.canaries,
    provenance: {
      runner_version: measured.runnerVersion,
      source_revision: given(env, "GCBENCH_SOURCE_REVISION"),
      suite_sha256: given(env, "GCBENCH_SUITE_SHA256"),
    },
  };
}

function reported(
  report: NonNullable<Sample["report"]> | undefined,
  key: "version" | "compiler" | "compiler_options",
): Observed<string> {
  const value = report?.[key];
  if (value) return { value };
  return unknownBecause(report ? "the workload does not report it" : "no run wrote a valid report");
}

function given(env: NodeJS.ProcessEnv, name: string): Observed<string> {
  const value = env[name];
  return value ? { value } : unknownBecause(`${name} is not set`);
}
