import { environmentFile } from "../../infra/config/load-environment.ts";
import { readImageRecord, writeImageRecord, type ImageRecord } from "../../infra/config/image-record.ts";
import { deploymentOf, readOutputs } from "../deployment/read-outputs.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { givenImages } from "../../container/push/given-images.ts";
import { pushJobImages, type PushedImages } from "../../container/push/push-job-images.ts";
import { registryCredentials } from "../../container/push/registry-credentials.ts";
import { parseRepository } from "../../container/push/repository.ts";
import { preparationSteps, required, type Prepared } from "../local/preparation-steps.ts";
import { runSteps } from "../progress.ts";

export interface ImagePushOptions {
  readonly repository?: string;
  readonly environment?: string;
  readonly json?: true;
  /** Built before, one for each platform, instead of the job images of this checkout. */
  readonly image?: readonly string[];
  readonly provision: boolean;
}

/** Builds the job images, pushes them, and records their digest for the environment. */
export async function imagePush(options: ImagePushOptions, signal: AbortSignal): Promise<number> {
  // All that can be wrong with what is asked for comes before anything is built.
  const environment = environmentFile(options.environment ?? process.env["GCBENCH_ENVIRONMENT"] ?? "default");
  const url =
    options.repository ?? (await readOutputs("foundation", { deployment: deploymentOf() })).repository_url;
  const repository = parseRepository(url);
  const credentials = await registryCredentials(repository);

  const platforms = ["linux/arm64", "linux/amd64"] as const;
  const context: Prepared & { pushed?: PushedImages } = {};
  await runSteps(
    [
      ...preparationSteps<typeof context>({
        platforms,
        provision: options.provision,
        localstack: false,
        signal,
      }),
      {
        title: `Push to ${url}`,
        task: async (of, task) => {
          const { engine } = required(of.host);
          const { jobs } = required(of.images);
          of.pushed = await pushJobImages({
            engine,
            images: options.image
              ? await givenImages(engine.docker, options.image, platforms)
              : new Map(Array.from(jobs, ([platform, { reference }]) => [platform, reference])),
            repository,
            credentials,
            report: (line) => {
              if (process.stderr.isTTY) task.output = line;
            },
            signal,
          });
          task.title = of.pushed.reused ? `${url} has it already` : `Pushed to ${url}`;
        },
      },
    ],
    context,
  );
  const { tag, digest, platforms: pushed } = required(context.pushed);
  const known = readImageRecord(environment);
  const record =
    known?.digest === digest && known.repository === url
      ? known
      : { repository: url, tag, digest, platforms: [...pushed], recordedAt: new Date().toISOString() };
  const file = await writeImageRecord(environment, record);
  console.log(options.json ? JSON.stringify(record, null, 2) : describe(record, file));
  return cliExitCodes.success;
}

function describe({ repository, tag, digest, platforms }: ImageRecord, file: string): string {
  return [
    `image      ${repository}:${tag}`,
    `digest     ${digest}`,
    ...platforms.map(
      ({ platform, digest: of, bytes }) => `${platform.padEnd(12)}${of}, ${(bytes / 1e6).toFixed(1)} MB`,
    ),
    `recorded   ${file}`,
    "Job definitions take it with the next: npx cdktf deploy geos-chem-batch",
  ].join("\n");
}
