import type { LoadedSuite } from "../../contract/load-suite.ts";
import { parseS3Url } from "../../contract/s3-url.ts";
import { suiteVariables } from "../../contract/submission.ts";
import { orderJobs } from "../../report/plan/order-jobs.ts";
import type { PlanPlace } from "./plan-place.ts";
import type { PlanRecord } from "./plan-record.ts";

interface RecordOptions {
  /** Of the order. */
  readonly seed: number;
  readonly replicates: number;
  /** Stands in the plan's id. */
  readonly created: Date;
  /** Ends the plan's id and is in the names of its jobs: no other plan's, of letters and digits. */
  readonly token: string;
  /** Whether a schedule was to start it when it was created. @default false */
  readonly isScheduled?: boolean;
}

/**
 * A plan of these benchmarks of a suite: who submits it, and from where, makes no difference. Throws where a benchmark
 * has no target, or its output path is none.
 */
export function makeRecord(
  { suite, sha256 }: LoadedSuite,
  configs: LoadedSuite["suite"]["benchmarks"],
  { where, targetOf }: PlanPlace,
  { seed, replicates, created, token, isScheduled = false }: RecordOptions,
): PlanRecord {
  const minute = created.toISOString().slice(0, 16).replaceAll(/[-:]/g, "").toLowerCase();
  const prepared = new Map(
    configs.map((config) => {
      const { target, outputPath, closing } = targetOf(config);
      // A job that cannot store its result would find out only when it is paid for.
      parseS3Url(outputPath);
      return [config.id, { config, target, outputPath, closing }];
    }),
  );
  const ids = configs.map(({ id }) => id);
  const closing = [...prepared.values()].find((of) => of.closing)?.closing;
  return {
    schema_version: "1.0",
    id: `${suite.name}-${minute}-${token}`,
    suite: suite.name,
    suite_sha256: sha256,
    created_at: created.toISOString(),
    ...(isScheduled && { scheduled_at: created.toISOString() }),
    where,
    seed,
    replicates,
    primary_contrasts: suite.primary_contrasts,
    references: suite.references,
    ...(closing && { closing }),
    jobs: orderJobs(ids, replicates, seed).flatMap(({ number, block, benchmark }) => {
      const of = prepared.get(benchmark);
      if (!of) return [];
      const { config, target, outputPath } = of;
      return [
        {
          number,
          block,
          config,
          queue: target.queue,
          job_definition: target.jobDefinition,
          ...(target.requests && { requests: target.requests }),
          output_path: outputPath,
          environment: suiteVariables(sha256),
        },
      ];
    }),
  };
}
