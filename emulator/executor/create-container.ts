import type Docker from "dockerode";
import { messageOf } from "../../contract/errors.ts";
import { containerErrors } from "../aws/reasons.ts";
import type { AttemptRequest } from "../ports/executor.ts";
import { containerOptions } from "./container-options.ts";
import type { DockerSettings } from "./docker-settings.ts";
import { engineText } from "./engine-text.ts";
import { findImage } from "./find-image.ts";
import { refuseNamespaces, refuseUnsupported } from "./refuse-unsupported.ts";
import { StartFault } from "./start-fault.ts";

/** Makes the container of an attempt, not yet started; whatever stands against it becomes a {@link StartFault}. */
export async function createContainer(
  request: AttemptRequest,
  settings: DockerSettings,
  signal: AbortSignal,
): Promise<Docker.Container> {
  refuseUnsupported(request.container, settings.volumeDirectories);
  if (request.inTask) refuseNamespaces(request.inTask);
  const { docker, host, owner } = settings;
  // By id: the name may be another architecture's a moment later.
  const image = await findImage(docker, await localImage(request, settings), request.platform, signal);
  const secrets = await secretsOf(request, settings);
  const environment = await jobEnvironment(request, settings);
  signal.throwIfAborted();
  if (request.inTask) await sandboxOf(request, image, settings);
  signal.throwIfAborted();
  const options = containerOptions(request, {
    owner,
    image,
    environment: { ...environment, ...secrets },
    network: settings.network,
    extraHosts: settings.extraHosts ?? [],
    labels: settings.labels ?? {},
    hostMemoryMiB: host.memoryMiB,
    volumeDirectories: settings.volumeDirectories,
  });
  try {
    return await docker.createContainer(options);
  } catch (error) {
    throw new StartFault(containerErrors.cannotCreate, engineText(error));
  }
}

async function sandboxOf(request: AttemptRequest, image: string, settings: DockerSettings): Promise<void> {
  try {
    await settings.sandboxes.open(request, image);
  } catch (error) {
    throw new StartFault(containerErrors.cannotCreate, engineText(error));
  }
}

async function secretsOf(
  request: AttemptRequest,
  { resolveSecrets }: DockerSettings,
): Promise<Readonly<Record<string, string>>> {
  if (!request.container.secrets?.length) return {};
  try {
    if (resolveSecrets) return await resolveSecrets(request);
    throw new Error("nothing here keeps secrets");
  } catch (error) {
    // ECS's words end here; which service said what follows them in public logs.
    throw new StartFault(
      containerErrors.resourceInitialization,
      `unable to pull secrets or registry auth: ${messageOf(error)}`,
    );
  }
}

async function jobEnvironment(request: AttemptRequest, settings: DockerSettings) {
  try {
    return await settings.jobEnvironment(request);
  } catch (error) {
    throw new StartFault(containerErrors.cannotCreate, messageOf(error));
  }
}

async function localImage(
  { container, platform }: AttemptRequest,
  settings: DockerSettings,
): Promise<string> {
  try {
    return await settings.resolveImage(container.image, platform);
  } catch (error) {
    throw new StartFault(containerErrors.cannotPull, messageOf(error));
  }
}
