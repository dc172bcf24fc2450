import type Docker from "dockerode";
import type { ListrTask } from "listr2";
import { GeosBenchError } from "../../contract/errors.ts";
import type { VolumeDirectories } from "../../emulator/executor/host-volumes.ts";
import { findImage } from "../../container/build/image-store.ts";
import type { LocalEnvironmentOptions } from "../../emulator/local/start-local-environment.ts";
import { preparationSteps, required, type PreparationOptions, type Prepared } from "./preparation-steps.ts";
import { startDaemon, type Daemon } from "./start-daemon.ts";
import { readLocalState, type LocalState } from "./state-file.ts";
import { sweepLeftovers } from "./sweep-leftovers.ts";
import { keptStateFolder, removeKeptState } from "./kept-state.ts";
import { synthesiseStack } from "./synthesise-stack.ts";

interface LocalContext extends Prepared {
  state?: LocalState;
  /** Set when this command started the environment; `undefined` when it was up already. */
  daemon?: Daemon;
}

interface OpenLocalOptions extends PreparationOptions {
  readonly port?: number | undefined;
  readonly accountId?: string | undefined;
  /** Instead of the image of this checkout, where its architecture is asked for. */
  readonly jobImage?: string | undefined;
  readonly volumes: VolumeDirectories;
  /** Whether what is done in it is kept for the next one: not where its end is the command's. */
  readonly isKept: boolean;
  /** Whether what was kept until now is removed first. */
  readonly isFresh?: boolean | undefined;
  /** Whether compute environments and queues are VALID at once; of one that is started. */
  readonly isInstant?: boolean | undefined;
}

export interface OpenLocal {
  readonly steps: ListrTask<LocalContext>[];
  readonly context: LocalContext;
}

/** The steps to a local environment that is up: one that runs already is used, otherwise one is started. */
export function openLocal(options: OpenLocalOptions): OpenLocal {
  const steps: ListrTask<LocalContext>[] = [
    ...preparationSteps<LocalContext>(options),
    {
      title: "Local AWS Batch and LocalStack S3",
      task: async (context, task) => {
        const running = await readLocalState();
        if (running) {
          requireCurrent(running, await daemonOptions(context, options));
          context.state = running;
          task.title = `Local environment that is up at ${addresses(running)}`;
          return;
        }
        const prepare = async () => {
          const [wanted] = await Promise.all([daemonOptions(context, options), sweepLeftovers()]);
          if (options.isFresh) await removeKeptState();
          return wanted;
        };
        const report = ({ detail }: { detail: string }) => (task.output = detail);
        context.daemon = await startDaemon(prepare, report, options.signal);
        context.state = context.daemon.state;
        task.title = `Local AWS Batch and LocalStack S3 at ${addresses(context.state)}`;
      },
    },
  ];
  return { steps, context: {} };
}

const addresses = ({ endpoint, live }: LocalState): string =>
  live === undefined ? endpoint : `${endpoint}, live page ${live}`;

async function daemonOptions(
  { host, images }: Prepared,
  { port = 0, accountId, jobImage, volumes, isKept, isInstant }: OpenLocalOptions,
): Promise<LocalEnvironmentOptions> {
  const { jobs, localstack } = required(images);
  const given = jobImage === undefined ? {} : await givenJobImage(required(host).engine.docker, jobImage);
  const { reference: localstackImage, source } = required(localstack);
  return {
    stackDirs: await synthesiseStack(),
    localstackImage,
    jobImages: {
      ...Object.fromEntries([...jobs].map(([platform, { reference, id }]) => [platform, { reference, id }])),
      ...given,
    },
    volumeDirectories: volumes,
    ...(accountId !== undefined && { accountId }),
    port,
    hasOnlyS3: source.startsWith("unpacked"),
    ...(isKept && { stateFolder: keptStateFolder() }),
    ...(isInstant && { transitionMs: 0 }),
  };
}

async function givenJobImage(
  docker: Docker,
  reference: string,
): Promise<LocalEnvironmentOptions["jobImages"]> {
  const found = await findImage(docker, reference);
  if (found) return { [`linux/${found.architecture}`]: { reference, id: found.id } };
  throw new GeosBenchError(`--image ${reference}: the engine has no such image.`, {
    code: "bad-option",
    hint: "Build it (gcbench image build --target geos-chem) or pull it first; `docker images` lists what is there.",
  });
}

/** An environment keeps the images it was started with: running old code unnoticed would be worse than a restart. */
function requireCurrent(running: LocalState, wanted: LocalEnvironmentOptions): void {
  for (const [platform, image] of Object.entries(wanted.jobImages)) {
    if (running.jobImages[platform] === image.reference) continue;
    throw new GeosBenchError(
      `The local environment that is up has another job image for ${platform}: ${running.jobImages[platform] ?? "none"}, not ${image.reference}.`,
      { code: "stale-environment", hint: "Restart it: gcbench local down && gcbench local up" },
    );
  }
  for (const [hostPath, directory] of Object.entries(wanted.volumeDirectories ?? {})) {
    if (running.volumes[hostPath] === directory) continue;
    throw new GeosBenchError(
      `The local environment that is up has ${running.volumes[hostPath] ?? "an empty volume"} for ${hostPath}, not ${directory}.`,
      {
        code: "stale-environment",
        hint: `Restart it: gcbench local down && gcbench local up --volume ${hostPath}=${directory}`,
      },
    );
  }
}
