import { dockerArchitectureOf } from "./platform-architecture.ts";
import type { Platform } from "../../contract/architecture.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { cacheFolder } from "../../host/paths.ts";
import { silent, type Report } from "../../host/progress.ts";
import { baseImage } from "./base-image.ts";
import { bundlePlans } from "./bundle-plans.ts";
import { bundleRunner } from "./bundle-runner.ts";
import { contentHash } from "./content-hash.ts";
import { ensureJobImage } from "./job-image.ts";
import { localstackImage } from "./localstack-image.ts";
import { obtainImage, type EnsuredImage } from "./obtain-image.ts";
import { proveEmulation } from "./prove-emulation.ts";
import { toolchainImage } from "./toolchain-image.ts";

export interface EnsureImagesOptions {
  readonly engine: DockerEngine;
  /** For which a job image is wanted; none for LocalStack alone. */
  readonly platforms: readonly Platform[];
  /** The checkout: container/, runner/, package.json and package-lock.json are read from it. */
  readonly repositoryRoot: string;
  /** false leaves LocalStack out. */
  readonly localstack?: boolean;
  /** Where fetched Node binaries are kept; by default in the user's cache folder. */
  readonly cacheFolder?: string;
  /** Another program than the runner, for tests of the image itself. */
  readonly runnerEntry?: string;
  readonly report?: Report;
  readonly signal?: AbortSignal | undefined;
}

export interface EnsuredImages {
  readonly jobs: ReadonlyMap<Platform, EnsuredImage>;
  readonly localstack: EnsuredImage | undefined;
  /** All of them, in the order they are needed in. */
  readonly all: readonly EnsuredImage[];
  readonly durationMs: number;
}

/** Every image that a local run needs, made where it is missing. A second call finds them all and is quick. */
export async function ensureImages(options: EnsureImagesOptions): Promise<EnsuredImages> {
  const { engine, repositoryRoot, report = silent } = options;
  const started = performance.now();
  // The first failure stops the others: nobody waits for an image that will not be used.
  const failure = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failure.signal]) : failure.signal;
  const orStop = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  };
  const recipe = toolchainImage(engine.architecture);
  let toolchain: Promise<EnsuredImage> | undefined;
  const obtain = { report, signal };
  const obtainToolchain = (): Promise<EnsuredImage> => (toolchain ??= obtainImage(engine, recipe, obtain));
  const runner =
    options.platforms.length > 0 ? orStop(bundleRunner(repositoryRoot, options.runnerEntry)) : undefined;

  const plans = options.platforms.length > 0 ? orStop(bundlePlans(repositoryRoot)) : undefined;

  const makeJob = async (platform: Platform): Promise<Job> => {
    const architecture = dockerArchitectureOf(platform);
    // With no base there can be no job image either, so the compilers will be needed: start on them now.
    const onMissing = (): void => void orStop(obtainToolchain()).catch(() => {});
    const base = await obtainImage(engine, baseImage(architecture), { ...obtain, onMissing });
    const inputs = {
      architecture,
      base,
      toolchain: obtainToolchain,
      toolchainHash: contentHash({ recipe: JSON.stringify(recipe) }),
      runner: (await runner) ?? new Uint8Array(),
      plans: (await plans) ?? new Uint8Array(),
      repositoryRoot,
      cacheFolder: options.cacheFolder ?? cacheFolder(),
    };
    const job = await ensureJobImage(engine, inputs, obtain);
    const foreign = architecture !== engine.architecture;
    if (foreign && !job.reused) await proveEmulation(engine, { reference: job.reference, architecture });
    return [platform, base, job];
  };
  const localstack =
    options.localstack === false
      ? undefined
      : orStop(obtainImage(engine, localstackImage(engine.architecture), obtain));
  const jobs = options.platforms.map((platform) => orStop(makeJob(platform)));
  // Even after a failure or Ctrl-C every one comes to its end first: they remove their temporary files.
  await Promise.allSettled([runner, plans, localstack, ...jobs]);
  await toolchain?.catch(() => {});
  failure.signal.throwIfAborted();
  return summarise(started, await toolchain, await localstack, await Promise.all(jobs));
}

type Job = readonly [platform: Platform, base: EnsuredImage, job: EnsuredImage];

function summarise(
  started: number,
  toolchain: EnsuredImage | undefined,
  localstack: EnsuredImage | undefined,
  jobs: readonly Job[],
): EnsuredImages {
  const all = [toolchain, localstack, ...jobs.flatMap(([, base, job]) => [base, job])];
  return {
    jobs: new Map(jobs.map(([platform, , job]) => [platform, job])),
    localstack,
    all: all.filter((image) => image !== undefined),
    durationMs: Math.round(performance.now() - started),
  };
}
