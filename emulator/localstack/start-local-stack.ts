import { GeosBenchError } from "../../contract/errors.ts";
import type { Report } from "../../host/progress.ts";
import { keepingPrograms, keptObjectsTarget } from "./kept-objects.ts";
import { localStackAt, type LocalStack } from "./local-stack.ts";
import { logTail } from "./log-tail.ts";
import { wayBackPorts, wayBackPrograms } from "./way-back.ts";

export interface LocalStackOptions {
  /** Present in the engine already: this never pulls (container/build obtains images). */
  readonly image: string;
  /** An existing Docker network, which job containers are on too. */
  readonly network: string;
  /** Default: any. */
  readonly name?: string;
  /** A folder of this machine, in which S3's objects outlive the container; default: they end with it. */
  readonly objectsFolder?: string | undefined;
  /** For the caller's sweeper: testcontainers' own (Ryuk) is an image from a registry. */
  readonly labels: Readonly<Record<string, string>>;
  /** The engine, for example `unix:///var/run/docker.sock`. */
  readonly dockerHost: string;
  readonly report?: Report;
  readonly signal?: AbortSignal;
}

/**
 * Starts LocalStack and waits until it is ready. When aborted while starting it rejects at once; the container is
 * stopped as soon as it exists, or by the sweeper.
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { image, network, labels, dockerHost, name, objectsFolder, report, signal } = options;
  signal?.throwIfAborted();
  report?.({ title: "LocalStack", detail: `starting ${image}` });

  // Both are read when testcontainers first connects, and only from the environment.
  process.env["DOCKER_HOST"] = dockerHost;
  process.env["TESTCONTAINERS_RYUK_DISABLED"] = "true";
  const { LocalstackContainer } = await import("@testcontainers/localstack");
  const { PullPolicy } = await import("testcontainers");

  const log = logTail();
  const described = new LocalstackContainer(image)
    .withPullPolicy(PullPolicy.neverPull())
    .withNetworkMode(network)
    .withLabels({ ...labels })
    .withExposedPorts(wayBackPorts.tunnel)
    .withCopyContentToContainer(wayBackPrograms())
    .withLogConsumer(log.consume);
  if (name !== undefined) described.withName(name);
  if (objectsFolder !== undefined) {
    described
      .withBindMounts([{ source: objectsFolder, target: keptObjectsTarget, mode: "z" }])
      .withCopyContentToContainer(keepingPrograms());
  }
  const starting = described.start();
  const container = await unlessAborted(starting, signal).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new GeosBenchError(
      `LocalStack (${image}) did not start: ${(cause as Error).message}${log.text()}`,
      {
        code: "localstack-not-started",
        hint: "`gcbench doctor` checks the engine and the image.",
      },
    );
  });
  report?.({ title: "LocalStack", detail: "ready" });
  return localStackAt({
    host: container.getHost(),
    address: container.getIpAddress(network),
    ports: { served: container.getMappedPort(4566), tunnel: container.getMappedPort(wayBackPorts.tunnel) },
    hasFolder: objectsFolder !== undefined,
    stop: async () => {
      await container.stop();
    },
  });
}

async function unlessAborted<Container extends { stop(): Promise<unknown> }>(
  starting: Promise<Container>,
  signal: AbortSignal | undefined,
): Promise<Container> {
  if (!signal) return starting;
  const aborted = Promise.withResolvers<never>();
  const abort = () => {
    starting.then((container) => container.stop()).catch(() => {});
    aborted.reject(signal.reason as Error);
  };
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([starting, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
