import type { BenchmarkConfig } from "./benchmark-config.ts";
import { resourcesOf, type JobTarget } from "./choose-fleet.ts";

export interface SubmissionInputs {
  readonly config: BenchmarkConfig;
  readonly target: JobTarget;
  /** @default - where the job definition says */
  readonly outputPath?: string | undefined;
  /** Variables of the container, beside those of the job definition. */
  readonly environment: Readonly<Record<string, string>>;
  /** @default - the benchmark's id */
  readonly jobName?: string;
}

/** A request of SubmitJob, as far as benchmarks use it (AWS Batch API reference). */
export interface Submission {
  readonly jobName: string;
  readonly jobQueue: string;
  readonly jobDefinition: string;
  readonly parameters: Record<string, string>;
  readonly dependsOn?: { readonly jobId: string }[];
  readonly containerOverrides?: {
    readonly resourceRequirements?: { readonly type: "VCPU" | "MEMORY"; readonly value: string }[];
    readonly environment?: { readonly name: string; readonly value: string }[];
  };
}

/** How a benchmark is submitted, whoever submits it: only what it wants otherwise than the definition is overridden. */
export function submission(inputs: SubmissionInputs): Submission {
  const { config, target, outputPath, environment, jobName = config.id } = inputs;
  const { vcpus, memoryMiB } = resourcesOf(config);
  const requirements = [
    { type: "VCPU" as const, value: vcpus, defined: target.requests?.vcpus },
    { type: "MEMORY" as const, value: memoryMiB, defined: target.requests?.memoryMiB },
  ];
  const resourceRequirements = requirements
    .filter(({ value, defined }) => value !== defined)
    .map(({ type, value }) => ({ type, value: String(value) }));
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
  const containerOverrides = {
    ...(resourceRequirements.length > 0 && { resourceRequirements }),
    ...(variables.length > 0 && { environment: variables }),
  };
  return {
    jobName,
    jobQueue: target.queue,
    jobDefinition: target.jobDefinition,
    parameters: {
      configJson: JSON.stringify(config),
      ...(outputPath !== undefined && { outputPath }),
    },
    ...(Object.keys(containerOverrides).length > 0 && { containerOverrides }),
  };
}

/** What tells a job of which version of its suite it is; nothing for a config by itself. */
export function suiteVariables(suiteSha256: string | null): Readonly<Record<string, string>> {
  return suiteSha256 === null ? {} : { GCBENCH_SUITE_SHA256: suiteSha256 };
}
