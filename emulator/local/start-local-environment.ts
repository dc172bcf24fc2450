import { mkdtemp, rm } from "node:fs/promises";
import type { Socket } from "node:net";
import os from "node:os";
import path from "node:path";
import type { Platform } from "../../contract/architecture.ts";
import { createHostSlots } from "../batch/scheduler/pass/host-slots.ts";
import { createDockerExecutor } from "../executor/docker-executor.ts";
import { engineCapacity } from "../executor/engine-capacity.ts";
import type { VolumeDirectories } from "../executor/host-volumes.ts";
import { usedImagesLabel } from "../../contract/used-images-label.ts";
import { ownerId } from "../../host/ownership/owner-id.ts";
import { containerLabels } from "../../host/ownership/labels.ts";
import { connectDocker } from "../../host/connect-docker.ts";
import { resolveDockerEndpoint } from "../../host/docker-endpoint.ts";
import type { Report } from "../../host/progress.ts";
import { startFront } from "../http/front.ts";
import { createBuckets } from "../localstack/create-buckets.ts";
import { servedServices } from "../localstack/served-services.ts";
import { startLocalStack } from "../localstack/start-local-stack.ts";
import { createEventBus } from "../events/event-bus.ts";
import { busEvent } from "../events/event.ts";
import { createMoto } from "../moto/moto.ts";
import { resolveSecrets } from "../moto/resolve-secrets.ts";
import { startMotoContainer } from "../moto/start-moto.ts";
import { systemClock } from "../ports/clock.ts";
import type { StackModel } from "../ports/stack-model.ts";
import { readStack } from "../stack/read-stack.ts";
import { jobEnvironment } from "./job-environment.ts";
import { createLocalRegions } from "./local-regions.ts";
import { createOwnedNetwork } from "./owned-network.ts";
import { thisMachine } from "./this-machine.ts";
import { sweep } from "../../host/ownership/sweep-all.ts";

export interface LocalEnvironmentOptions {
  /** Directories of the synthesised stacks (cdktf.out/stacks/*). */
  readonly stackDirs: readonly string[];
  readonly localstackImage: string;
  /** What runs where a job definition names the project's ECR repository, by platform. */
  readonly jobImages: Readonly<
    Partial<Record<Platform, { readonly reference: string; readonly id: string }>>
  >;
  /** Directories of this machine that stand for host paths of an instance. */
  readonly volumeDirectories?: VolumeDirectories;
  /** @default LocalStack's, 000000000000 */
  readonly accountId?: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface LocalEnvironment {
  /** One address for every AWS client. */
  readonly endpoint: string;
  readonly model: StackModel;
  /** Ends jobs, LocalStack, network; waits until they are gone. */
  close(): Promise<void>;
}

interface Surroundings {
  readonly report: Report;
  readonly log: (line: string) => void;
  /** moto's image, made where it is missing: asked for by the first request that needs moto. */
  readonly motoImage: (report: Report) => Promise<string>;
}

/**
 * The whole local AWS: LocalStack in a container, the local Batch with its Docker executor, one HTTP front. When any
 * part does not start, those before it are removed again.
 */
export async function startLocalEnvironment(
  { stackDirs, localstackImage, jobImages, volumeDirectories = {}, accountId, port }: LocalEnvironmentOptions,
  { report, log, motoImage }: Surroundings,
): Promise<LocalEnvironment> {
  const model = readStack(stackDirs, accountId);
  const dockerEndpoint = await resolveDockerEndpoint();
  const docker = connectDocker(dockerEndpoint);
  const owner = ownerId();
  const closers: (() => Promise<unknown>)[] = [() => sweep(docker, (other) => other !== owner)];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    const labels = { [containerLabels.owner]: owner };
    const [network, host] = await Promise.all([createOwnedNetwork(docker, owner), engineCapacity(docker)]);
    const localstack = await startLocalStack({
      image: localstackImage,
      network,
      labels: {
        ...labels,
        [usedImagesLabel]: Object.values(jobImages)
          .map(({ reference }) => reference)
          .join(" "),
      },
      dockerHost: dockerEndpoint.url,
      report,
    });
    closers.push(() => localstack.stop());
    const forwarded = await servedServices(localstack.urlFromHost);
    await createBuckets(localstack.urlFromHost, model.buckets, model);

    const spool = await mkdtemp(path.join(os.tmpdir(), "geos-chem-bench-logs-"));
    closers.push(() => rm(spool, { recursive: true, force: true }));
    const imageIds = Object.fromEntries(
      Object.entries(jobImages).map(([platform, { id }]) => [platform, id]),
    );
    const moto = createMoto(async () => {
      const image = await motoImage(({ title, detail }) => log(`${title}: ${detail}`));
      const accept = (socket: Socket) => front.accept(socket);
      return startMotoContainer({ image, accountId: model.accountId, network, labels, accept });
    });
    closers.push(() => moto.stop());
    const executor = createDockerExecutor({
      docker,
      host,
      network,
      owner,
      volumeDirectories,
      resolveImage: async (image, platform) =>
        (isOurs(model, image) && jobImages[platform]?.reference) || image,
      resolveSecrets: ({ container, region }) => resolveSecrets(moto, container.secrets ?? [], region),
      jobEnvironment: jobEnvironment(localstack.urlFromContainers, model.accountId, imageIds),
    });
    closers.push(() => executor.close());
    const regions = createLocalRegions(model, {
      executor,
      host: createHostSlots(host),
      unmanaged: [thisMachine(host)],
      clock: systemClock,
      spool,
      onEvent: ({ time, ...event }) => events.publish(busEvent({ ...event, time: new Date(time) })),
    });
    closers.push(() => regions.close());
    const events = createEventBus({ moto, regions: regions.at, log });
    const front = await startFront({
      accountId: model.accountId,
      moto,
      events,
      regions: regions.at,
      localstackUrl: localstack.urlFromHost,
      forwarded,
      addresses: [{ host: "127.0.0.1", port }],
      onRequest: ({ method, path: where, status, milliseconds, error }) => {
        log(`${method} ${where} ${status} ${milliseconds.toFixed(1)} ms`);
        if (error instanceof Error) log(error.stack ?? error.message);
      },
    });
    closers.push(() => front.close());
    return { endpoint: front.urls[0] ?? "", model, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * An image of the project's own repository, whatever its tag or digest: here it is the one that this checkout builds.
 */
function isOurs({ repositories }: StackModel, image: string): boolean {
  return repositories.some(
    ({ url }) => image === url || image.startsWith(`${url}:`) || image.startsWith(`${url}@`),
  );
}
