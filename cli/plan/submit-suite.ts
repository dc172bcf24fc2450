import { randomBytes } from "node:crypto";
import path from "node:path";
import { loadSuite } from "../../contract/load-suite.ts";
import { submission } from "../../contract/submission.ts";
import type { Suite } from "../../contract/suite.ts";
import { adoptPlan } from "../../client/plan/adopt-plan.ts";
import { makeRecord } from "../../client/plan/make-record.ts";
import { readPlan, requestOf, storePlan } from "../../client/plan/plan-record.ts";
import { jobNameOf } from "../../client/plan/submit-plan.ts";
import { userS3 } from "../../client/user-s3.ts";
import { requireBudget, selectBenchmarks } from "../../report/plan/plan-suite.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { carryOut } from "./carry-out.ts";
import { makePlan, seedOfToday, selector, type PlanSelection } from "./make-plan.ts";
import { deployedPlace, knownRegion, localPlace, type DeployedOptions } from "./place.ts";

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
  // Before anything is started here.
  if (options.local) await requireWithin(suite, options, undefined);
  const place = options.local
    ? await localPlace(configs, { provision: options.provision !== false, signal })
    : await deployedPlace(options);
  try {
    if (place.where.kind === "aws") await requireWithin(suite, options, place.where.region);
    const { seed = seedOfToday(), replicates = suite.replicates } = options;
    const record = makeRecord(loaded, configs, place, {
      seed,
      replicates,
      created: new Date(),
      token: randomBytes(4).toString("hex"),
    });
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

/** Throws where a budget is given that the plan is not known to keep, at the list prices of a region. */
async function requireWithin(suite: Suite, options: SuiteOptions, region: string | undefined): Promise<void> {
  if (options.budget === undefined) return;
  // What it can find out is no part of what it costs, and takes seconds.
  const costed = { ...suite, primary_contrasts: [] };
  const selection = { ...options, ...(region !== undefined && { region }) };
  requireBudget(
    await makePlan(costed, selection, options.local ? "this-machine" : "instances"),
    options.budget,
  );
}

export interface ResumeOptions {
  readonly retryFailed?: true;
  readonly provision?: boolean;
  readonly json?: true;
  readonly output: string;
}

/**
 * Goes on with a plan where it stands, in the place where it was begun, and follows it to its end. Of a plan that a schedule
 * made, or another machine, `given` is where it is kept: `s3://…/plans/<plan>`.
 */
export async function resumePlan(
  given: string,
  options: ResumeOptions,
  signal: AbortSignal,
): Promise<number> {
  const outputDir = path.resolve(options.output);
  const id = given.startsWith("s3://") ? await adopted(given, outputDir) : given;
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

async function adopted(url: string, outputDir: string): Promise<string> {
  const s3 = userS3();
  try {
    return await adoptPlan(s3, url, outputDir);
  } finally {
    s3.destroy();
  }
}
