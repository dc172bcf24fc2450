import { randomBytes } from "node:crypto";
import path from "node:path";
import { loadSuite, type LoadedSuite } from "../../contract/load-suite.ts";
import { parseS3Url } from "../../contract/s3-url.ts";
import { submission, suiteVariables } from "../../contract/submission.ts";
import { readPlan, requestOf, storePlan, type PlanRecord } from "../../client/plan/plan-record.ts";
import { jobNameOf } from "../../client/plan/run-plan.ts";
import { orderJobs } from "../../report/plan/order-jobs.ts";
import { requireBudget, selectBenchmarks } from "../../report/plan/plan-suite.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { carryOut } from "./carry-out.ts";
import { makePlan, seedOfToday, selector, type PlanSelection } from "./make-plan.ts";
import { deployedPlace, knownRegion, localPlace, type DeployedOptions, type Place } from "./place.ts";

export interface SuiteOptions extends PlanSelection, DeployedOptions {
  readonly local?: true;
  readonly provision?: boolean;
  /** US dollars. */
  readonly budget?: number;
  readonly dryRun?: true;
  readonly wait?: true;
  readonly json?: true;
  readonly output: string;
}

/** Makes a plan of a suite, records it, and carries it out. Nothing is submitted unless all of it can be. */
export async function submitSuite(what: string, options: SuiteOptions, signal: AbortSignal): Promise<number> {
  const loaded = loadSuite(what);
  const { suite } = loaded;
  const configs = selectBenchmarks(suite, selector(suite, options));
  if (options.budget !== undefined) {
    // What it can find out is no part of what it costs, and takes seconds.
    const costed = { ...suite, primary_contrasts: [] };
    requireBudget(
      await makePlan(costed, options, options.local ? "this-machine" : "instances"),
      options.budget,
    );
  }
  const place = options.local
    ? await localPlace(configs, { provision: options.provision !== false, signal })
    : await deployedPlace(options);
  try {
    const record = recordOf(loaded, configs, place, options);
    if (options.dryRun) {
      const submissions = record.jobs.map((job) =>
        submission({ ...requestOf(job), jobName: jobNameOf(record, job, 1) }),
      );
      const region = record.where.kind === "aws" ? { region: record.where.region } : {};
      console.log(JSON.stringify({ ...region, submissions }, null, 2));
      return cliExitCodes.success;
    }
    const outputDir = path.resolve(options.output);
    await storePlan(outputDir, record);
    return await carryOut(record, place, {
      outputDir,
      // One job at a time has to be waited for.
      follow: options.wait === true || options.local === true,
      retryFailed: false,
      json: options.json === true,
      signal,
    });
  } finally {
    await place.close();
  }
}

export interface ResumeOptions {
  readonly retryFailed?: true;
  readonly provision?: boolean;
  readonly json?: true;
  readonly output: string;
}

/** Goes on with a plan where it stands, in the place where it was begun, and follows it to its end. */
export async function resumePlan(id: string, options: ResumeOptions, signal: AbortSignal): Promise<number> {
  const outputDir = path.resolve(options.output);
  const record = await readPlan(outputDir, id);
  const place =
    record.where.kind === "aws"
      ? knownRegion(record.where.region)
      : await localPlace(
          record.jobs.map(({ config }) => config),
          { provision: options.provision !== false, signal },
        );
  try {
    return await carryOut(record, place, {
      outputDir,
      follow: true,
      retryFailed: options.retryFailed === true,
      json: options.json === true,
      signal,
    });
  } finally {
    await place.close();
  }
}

function recordOf(
  { suite, sha256 }: LoadedSuite,
  configs: LoadedSuite["suite"]["benchmarks"],
  { where, targetOf }: Place,
  { seed = seedOfToday(), replicates = suite.replicates }: SuiteOptions,
): PlanRecord {
  const created = new Date();
  const day = created.toISOString().slice(0, 16).replaceAll(/[-:]/g, "").toLowerCase();
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
    id: `${suite.name}-${day}-${randomBytes(4).toString("hex")}`,
    suite: suite.name,
    suite_sha256: sha256,
    created_at: created.toISOString(),
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
