import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import { isSuiteText } from "../../contract/load-suite.ts";
import { submission, suiteVariables } from "../../contract/submission.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { loadBenchmarks } from "../../client/load-benchmarks.ts";
import type { JobRequest } from "../../client/run-job.ts";
import { submitAll } from "../../client/submit-all.ts";
import { parseS3Url } from "../../contract/s3-url.ts";
import { deployedPlace } from "../plan/place.ts";
import { resumePlan, submitSuite, type ResumeOptions, type SuiteOptions } from "../plan/submit-suite.ts";
import { waitForJobs } from "../submit/wait-for-jobs.ts";

export interface SubmitOptions extends SuiteOptions, ResumeOptions {
  /** The plan to go on with. */
  readonly resume?: string;
}

/** Submits a benchmark, or a suite as a plan, or goes on with one. Nothing is submitted unless all of it can be. */
export async function submit(
  what: string | undefined,
  options: SubmitOptions,
  signal: AbortSignal,
): Promise<number> {
  if ((what === undefined) === (options.resume === undefined)) {
    throw new GeosBenchError("Give a config, a suite, or --resume with a plan; one of them.", {
      code: "bad-option",
      hint: "gcbench status lists the plans that there are.",
    });
  }
  if (options.resume !== undefined) return resumePlan(options.resume, options, signal);
  return isConfig(what ?? "")
    ? submitConfig(what ?? "", options, signal)
    : submitSuite(what ?? "", options, signal);
}

/** The JSON itself, or a file with it; a file with a suite is none. */
function isConfig(what: string): boolean {
  if (what.trimStart().startsWith("{")) return true;
  if (!existsSync(what)) return what.endsWith(".json");
  return !isSuiteText(what, readFileSync(what, "utf8"));
}

async function submitConfig(what: string, options: SubmitOptions, signal: AbortSignal): Promise<number> {
  requireNoSuiteOptions(options);
  const started = performance.now();
  const { arch } = options;
  const benchmarks = await loadBenchmarks({ suite: "", config: what, ...(arch && { arch }) });
  const { suite, suiteSha256 } = benchmarks;
  const place = await deployedPlace(options);
  try {
    const requests = benchmarks.configs.map((config): JobRequest => {
      const { target, outputPath } = place.targetOf(config);
      // A job that cannot store its result would find out only when it is paid for.
      parseS3Url(outputPath);
      return { config, target, outputPath, environment: suiteVariables(suiteSha256) };
    });
    if (options.dryRun) {
      const { kind: _, ...region } = place.where;
      console.log(JSON.stringify({ ...region, submissions: requests.map(submission) }, null, 2));
      return cliExitCodes.success;
    }
    const { clients } = place;
    const jobs = await submitAll(clients.batch, requests);
    for (const { request, jobId } of jobs) {
      const line = `${request.config.id}  ${jobId}  ${request.target.queue}`;
      if (options.wait || options.json) console.error(line);
      else console.log(line);
    }
    if (options.wait) {
      const outputDir = path.resolve(options.output);
      return await waitForJobs(clients, jobs, {
        outputDir,
        signal,
        suite,
        started,
        json: options.json === true,
      });
    }
    if (options.json) {
      const described = jobs.map(({ request, jobId }) => ({
        benchmark_id: request.config.id,
        job_id: jobId,
        queue: request.target.queue,
        output_path: request.outputPath,
      }));
      console.log(JSON.stringify({ format: 1, suite, jobs: described }, null, 2));
    }
    return cliExitCodes.success;
  } finally {
    await place.close();
  }
}

function requireNoSuiteOptions(options: SubmitOptions): void {
  const given = (["seed", "replicates", "tag", "budget", "local", "retryFailed"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (given === undefined) return;
  throw new GeosBenchError(
    `--${given === "retryFailed" ? "retry-failed" : given} is for suites; a config is given.`,
    {
      code: "bad-option",
      hint: "A suite may have one benchmark: docs/suites.md. gcbench local-bench --config runs a config on this machine.",
    },
  );
}
