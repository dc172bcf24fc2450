import { existsSync } from "node:fs";
import path from "node:path";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import { chooseFleet, requireFit, requireInstanceAlone, targetIn } from "../../contract/choose-fleet.ts";
import { parseS3Url } from "../../contract/s3-url.ts";
import { submission, suiteVariables } from "../../contract/submission.ts";
import { deploymentOf, readOutputs } from "../deployment/read-outputs.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { loadBenchmarks } from "../../client/load-benchmarks.ts";
import type { JobRequest } from "../../client/run-job.ts";
import { awsServices } from "../submit/aws-services.ts";
import { knownFleets } from "../submit/known-fleets.ts";
import { submitAll } from "../../client/submit-all.ts";
import { waitForJobs } from "../submit/wait-for-jobs.ts";

export interface SubmitOptions {
  readonly outputs?: string;
  readonly outputPath?: string;
  readonly fleet?: string;
  readonly arch?: DockerArchitecture;
  readonly dryRun?: true;
  readonly wait?: true;
  readonly json?: true;
  readonly output: string;
}

/** Submits a benchmark or a suite to the fleets that Terraform made. Nothing is submitted unless all of it can be. */
export async function submit(what: string, options: SubmitOptions, signal: AbortSignal): Promise<number> {
  const started = performance.now();
  const { arch } = options;
  const isConfig = what.trimStart().startsWith("{") || what.endsWith(".json") || existsSync(what);
  const benchmarks = await loadBenchmarks({
    suite: what,
    ...(isConfig && { config: what }),
    ...(arch && { arch }),
  });
  const { suite, suiteSha256 } = benchmarks;
  const deployed = await readOutputs("batch", { deployment: deploymentOf(), file: options.outputs });
  const fleets = knownFleets(deployed.fleets);
  const requests = benchmarks.configs.map((config): JobRequest => {
    const outputPath = options.outputPath ?? config.output?.path ?? deployed.output_path;
    // A job that cannot store its result would find out only when it is paid for.
    parseS3Url(outputPath);
    const fleet = chooseFleet(fleets, config, options.fleet);
    requireFit(fleet, config);
    requireInstanceAlone(fleet, config);
    return { config, target: targetIn(fleet, config), outputPath, environment: suiteVariables(suiteSha256) };
  });
  const { region } = deployed;
  if (options.dryRun) {
    console.log(JSON.stringify({ region, submissions: requests.map(submission) }, null, 2));
    return cliExitCodes.success;
  }
  const clients = awsServices(region);
  try {
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
    clients.close();
  }
}
