import type { ListrTask } from "listr2";
import packageJson from "../../package.json" with { type: "json" };
import type { Platform } from "../../contract/architecture.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { checkTools } from "../../container/build/geos-chem/check-tools.ts";
import { compiledModel } from "../../container/build/geos-chem/compiled-model.ts";
import { checkGivenModel, givenModel } from "../../container/build/geos-chem/given-model.ts";
import { modelImage, type ModelImageInputs } from "../../container/build/geos-chem/model-image.ts";
import { findRelease, type Release } from "../../container/build/geos-chem/release.ts";
import { dockerArchitectureOf } from "../../container/build/platform-architecture.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { preparationSteps, required, type Prepared } from "../local/preparation-steps.ts";
import { imageBuildLocalBatch } from "./image-build-local-batch.ts";
import { projectRoot } from "../../host/paths.ts";
import { runSteps } from "../progress.ts";

export interface ImageBuildOptions {
  readonly target: "job" | "geos-chem" | "local-batch";
  readonly platform?: Platform;
  readonly provision: boolean;
  readonly tag?: string;
  readonly repository: string;
  readonly executable?: string;
  readonly runDirectory?: string;
}

interface BuildContext extends Prepared {
  release?: Release;
  model?: Pick<ModelImageInputs, "model" | "description" | "has">;
  reference?: string;
}

/** Builds an image for one platform and prints its name, all that goes to standard output. */
export async function imageBuild(options: ImageBuildOptions, signal: AbortSignal): Promise<number> {
  if (options.target !== "geos-chem") refuseModelOptions(options);
  if (options.target === "local-batch") {
    const { platform, provision } = options;
    return imageBuildLocalBatch({ platform, provision }, signal);
  }
  return buildForJobs({ ...options, platform: options.platform ?? "linux/arm64" }, signal);
}

type JobImageOptions = ImageBuildOptions & Required<Pick<ImageBuildOptions, "platform">>;

async function buildForJobs(options: JobImageOptions, signal: AbortSignal): Promise<number> {
  const { platform, provision } = options;
  const isModel = options.target === "geos-chem";
  const context = await runSteps<BuildContext>(
    [
      // Before Docker is even looked for: what cannot work is said at once.
      ...(isModel ? [sourceStep(options, signal)] : []),
      ...preparationSteps<BuildContext>({ platforms: [platform], provision, signal, localstack: false }),
      ...(isModel ? modelSteps(options, signal) : []),
    ],
    {},
  );
  console.log(context.reference ?? required(context.images).jobs.get(platform)?.reference);
  return cliExitCodes.success;
}

const isGiven = ({ executable, runDirectory }: ImageBuildOptions): boolean =>
  executable !== undefined || runDirectory !== undefined;

function refuseModelOptions(options: ImageBuildOptions): void {
  if (!isGiven(options) && options.tag === undefined) return;
  throw new GeosBenchError("--tag, --executable and --run-directory are for --target geos-chem.", {
    code: "bad-option",
    hint: "Add --target geos-chem, or leave them out.",
  });
}

function sourceStep(options: JobImageOptions, signal: AbortSignal): ListrTask<BuildContext> {
  const architecture = dockerArchitectureOf(options.platform);
  if (isGiven(options)) {
    if (options.tag !== undefined) {
      throw new GeosBenchError(
        "--tag names a release to compile; with --executable or --run-directory none is.",
        {
          code: "bad-option",
          hint: "Leave one out.",
        },
      );
    }
    return {
      title: "Given model",
      task: async (_, task) => {
        const { executable } = await checkGivenModel(options, architecture);
        task.title = `Given model: ${executable}`;
      },
    };
  }
  return {
    title: "Release of GEOS-Chem Classic",
    task: async (context, task) => {
      const { defaultTag } = await import("../../container/build/geos-chem/release.ts");
      const { tag = defaultTag, repository } = options;
      context.release = await findRelease({ tag, repository, architecture }, signal);
      task.title = `GEOS-Chem Classic ${tag}, commit ${context.release.commit.slice(0, 12)}`;
    },
  };
}

function modelSteps(options: JobImageOptions, signal: AbortSignal): ListrTask<BuildContext>[] {
  const architecture = dockerArchitectureOf(options.platform);
  const inputs = { architecture, repositoryRoot: projectRoot };
  return [
    {
      title: "Model",
      task: async (context, task) => {
        const { engine } = required(context.host);
        const { release } = context;
        const report = ({ title, detail }: { title: string; detail: string }) =>
          (task.output = `${title}: ${detail}`);
        if (release) {
          const model = await compiledModel(engine, inputs, release, { report, signal });
          const description = `GEOS-Chem Classic ${release.tag}, ${release.commit}`;
          context.model = { model, description, has: { runDirectory: false, source: true } };
          return;
        }
        const { image, executableSha256 } = await givenModel(engine, architecture, options, signal);
        const has = { runDirectory: options.runDirectory !== undefined, source: false };
        const description = `given executable, SHA-256 ${executableSha256}`;
        context.model = { model: image, description, has };
      },
    },
    {
      title: "Image with the model and the Python tools",
      task: async (context, task) => {
        const { engine } = required(context.host);
        const job = required(required(context.images).jobs.get(options.platform));
        const report = ({ detail }: { detail: string }) => (task.output = detail);
        const built = await modelImage(
          engine,
          { ...inputs, ...required(context.model), job, version: packageJson.version },
          { report, signal },
        );
        context.reference = built.reference;
        task.title = `${task.title}, ${Math.round(built.sizeBytes / 1e6)} MB`;
      },
    },
    {
      title: "Tools of the image",
      task: async (context, task) => {
        const { engine } = required(context.host);
        const said = await checkTools(engine, { reference: required(context.reference), architecture });
        task.title = `${task.title}: ${said.join("; ")}`;
      },
    },
  ];
}
