import type { Socket } from "node:net";
import type { Platform } from "../../contract/architecture.ts";
import { createHostSlots } from "../batch/scheduler/pass/host-slots.ts";
import { createDockerExecutor } from "../executor/docker-executor.ts";
import { engineCapacity } from "../executor/engine-capacity.ts";
import type { VolumeDirectories } from "../executor/host-volumes.ts";
import { usedImagesLabel } from "../../contract/used-images-label.ts";
import { containerLabels } from "../../host/ownership/labels.ts";
import { connectDocker } from "../../host/connect-docker.ts";
import { resolveDockerEndpoint } from "../../host/docker-endpoint.ts";
import type { Report } from "../../host/progress.ts";
import { startFront } from "../http/front.ts";
import { createBuckets } from "../localstack/create-buckets.ts";
import { servedServices } from "../localstack/served-services.ts";
import type { LocalStack } from "../localstack/local-stack.ts";
import { startLocalStack } from "../localstack/start-local-stack.ts";
import { createEventBus } from "../events/event-bus.ts";
import { busEvent } from "../events/event.ts";
import { createMoto } from "../moto/moto.ts";
import { resetMoto } from "../moto/reset-moto.ts";
import { resolveSecrets } from "../moto/resolve-secrets.ts";
import { openTunnel } from "../tunnel/tunnel.ts";
import { startMotoContainer } from "../moto/start-moto.ts";
import { startLiveServer } from "../live/live-server.ts";
import { systemClock } from "../ports/clock.ts";
import type { StackModel } from "../ports/stack-model.ts";
import { readStack } from "../stack/read-stack.ts";
import { runningLocalStack } from "../localstack/running-local-stack.ts";
import { isDeployedTo } from "./deployed-in.ts";
import { isProjectImage } from "./is-project-image.ts";
import { jobEnvironment } from "./job-environment.ts";
import { createLocalRegions, emptyStack } from "./local-regions.ts";
import { createOwnedNetwork } from "./owned-network.ts";
import { removeStrays } from "./remove-strays.ts";
import { openStateFolder, temporaryState, type StateFolder } from "./state-folder.ts";
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
  /**
   * Where jobs, resources and logs are kept, for the next environment on the same folder to go on from; default:
   * nowhere.
   */
  readonly stateFolder?: string;
  /** Attempts at once, whatever they ask for; default: as many as the engine's CPUs have room for. */
  readonly slots?: number;
  /** Of LocalStack's image, where it is known: what else one has, it is asked for, and Batch and Logs wait for that. */
  readonly hasOnlyS3?: boolean;
  /** How long compute environments and queues are CREATING, UPDATING and DELETING; 0: never. */
  readonly transitionMs?: number;
}

export interface LocalEnvironment {
  /** One address for every AWS client. */
  readonly endpoint: string;
  /** Address of the page that shows what runs here. */
  readonly live: string;
  /** Whether S3's objects outlive it. */
  readonly keepsObjects: boolean;
  readonly model: StackModel;
  /** Ends the jobs that run, LocalStack, network; waits until they are gone. */
  close(): Promise<void>;
}

interface Surroundings {
  readonly report: Report;
  readonly log: (line: string) => void;
  /** moto's image, made where it is missing: asked for by the first request that needs moto. */
  readonly motoImage: (report: Report) => Promise<string>;
}

/**
 * The whole local AWS: LocalStack in a container, the local Batch with its Docker executor, one HTTP front. Batch and Logs
 * answer at once, S3 as soon as LocalStack does. When any part does not start, those before it are removed again.
 */
export async function startLocalEnvironment(
  options: LocalEnvironmentOptions,
  surroundings: Surroundings,
): Promise<LocalEnvironment> {
  const model = readStack(options.stackDirs, options.accountId);
  const folder =
    options.stateFolder === undefined
      ? temporaryState()
      : openStateFolder(options.stateFolder, model.accountId, surroundings.log);
  surroundings.log(`owner ${folder.owner}`);
  const closers: (() => unknown)[] = [() => folder.close()];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    return { ...(await start(model, folder, options, surroundings, closers)), model, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  model: StackModel,
  { owner, name, state, logs, objects: objectsFolder }: StateFolder,
  {
    localstackImage,
    jobImages,
    volumeDirectories = {},
    port,
    slots,
    hasOnlyS3,
    stateFolder,
    transitionMs,
  }: LocalEnvironmentOptions,
  { report, log, motoImage }: Surroundings,
  closers: (() => unknown)[],
): Promise<Omit<LocalEnvironment, "model" | "close">> {
  const dockerEndpoint = await resolveDockerEndpoint();
  const docker = connectDocker(dockerEndpoint);
  closers.push(() => sweep(docker, (other) => other !== owner));
  const labels = { [containerLabels.owner]: owner };
  const [network, host] = await Promise.all([
    createOwnedNetwork(docker, owner, name),
    engineCapacity(docker),
  ]);

  /** What there is without a request for it: nothing, where Terraform has deployed its stacks here. */
  const registered = (): StackModel =>
    stateFolder !== undefined && isDeployedTo(stateFolder)
      ? emptyStack(model.region, model.accountId)
      : model;
  const localstackName = `geos-chem-bench-localstack-${name}`;

  async function localStack(): Promise<LocalStack> {
    const common = { image: localstackImage, network, name: localstackName, objectsFolder };
    const found = await runningLocalStack(docker, {
      ...common,
      host: new URL(dockerEndpoint.url).hostname || "127.0.0.1",
    });
    const used = Object.values(jobImages).map(({ reference }) => reference);
    const started =
      found ??
      (await startLocalStack({
        ...common,
        labels: { ...labels, [usedImagesLabel]: used.join(" ") },
        dockerHost: dockerEndpoint.url,
        report,
      }));
    if (objectsFolder !== undefined && !started.keepsObjects)
      log(
        `S3's objects are not kept in ${objectsFolder}: the log of the container ${localstackName} says why`,
      );
    await createBuckets(started.urlFromHost, registered().buckets, model);
    return started;
  }
  const localstack = localStack();
  localstack.catch((error: Error) => log(error.stack ?? error.message));
  closers.push(() => localstack.then((started) => started.stop()).catch(() => {}));
  // And a command that ends what it starts is told at once that it did not start.
  if (stateFolder === undefined) await localstack;
  const forwarded = hasOnlyS3 ? new Set(["s3"]) : await servedServices((await localstack).urlFromHost);
  // What ours does is known; where its engine sees no folder of this machine, the log has it.
  const keepsObjects = hasOnlyS3 ? objectsFolder !== undefined : (await localstack).keepsObjects;

  const imageIds = Object.fromEntries(Object.entries(jobImages).map(([platform, { id }]) => [platform, id]));
  const jobEndpoints = localstack.then(({ urlFromContainers: s3, wayBack }) => ({
    s3,
    aws: wayBack?.urlFromContainers ?? s3,
  }));
  jobEndpoints.catch(() => {});
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
      (isProjectImage(model.accountId, image) && jobImages[platform]?.reference) || image,
    resolveSecrets: ({ container, region }) => resolveSecrets(moto, container.secrets ?? [], region),
    jobEnvironment: jobEnvironment(jobEndpoints, model.accountId, imageIds),
  });
  closers.push(() => executor.close());
  const regions = createLocalRegions(registered, {
    executor,
    host: createHostSlots({ ...host, ...(slots !== undefined && { slots }) }),
    unmanaged: [thisMachine(host)],
    clock: systemClock,
    transitionMs,
    spool: logs,
    state,
    onEvent: ({ time, ...event }) => events.publish(busEvent({ ...event, time: new Date(time) })),
  });
  // In the same turn: jobs from before go on in the next one, and what becomes of them is published.
  const events = createEventBus({ moto, regions: regions.at, log });
  closers.push(() => regions.close());
  closers.push(() => state.stopWaiting());
  await removeStrays(docker, owner, { localstack: localstackName, isUnderWay: regions.isUnderWay });
  const front = await startFront({
    accountId: model.accountId,
    moto,
    events,
    regions: regions.at,
    explain: regions.explain,
    knownRegions: () => regions.all().map(({ region }) => region),
    localstackUrl: localstack.then((started) => started.urlFromHost),
    forwarded,
    reset: async () => {
      await Promise.all([regions.reset(), resetMoto(moto)]);
      events.rulesChanged();
    },
    addresses: [{ host: "127.0.0.1", port }],
    onRequest: ({ method, path: where, status, milliseconds, error }) => {
      log(`${method} ${where} ${status} ${milliseconds.toFixed(1)} ms`);
      if (error instanceof Error) log(error.stack ?? error.message);
    },
  });
  closers.push(() => front.close());
  const tunnel = localstack.then(({ wayBack }) => {
    if (!wayBack)
      log("Jobs reach S3 alone: this LocalStack does not run the program by which they find the rest");
    return wayBack && openTunnel(wayBack.tunnel, (socket) => front.accept(socket));
  });
  closers.push(() => tunnel.then((opened) => opened?.close()).catch(() => {}));
  const [endpoint = ""] = front.urls;
  // By the front, which waits for S3 until it is there.
  const s3 = { endpoint, region: model.region, accountId: model.accountId };
  const live = await startLiveServer({ regions, endpoint, host, s3, port: 0 });
  closers.push(() => live.close());
  return { endpoint, live: live.url, keepsObjects };
}
