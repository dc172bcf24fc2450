import type Docker from "dockerode";
import type { DockerArchitecture } from "../contract/architecture.ts";
import type { GeosBenchError } from "../contract/errors.ts";
import { connectDocker } from "./connect-docker.ts";
import { resolveDockerEndpoint, type DockerEndpoint } from "./docker-endpoint.ts";
import { explainEngineFailure, type EngineFault } from "./engine-fault.ts";

/** An engine that answered. */
export interface DockerEngine {
  readonly docker: Docker;
  readonly endpoint: DockerEndpoint;
  readonly version: string;
  readonly apiVersion: string;
  readonly architecture: DockerArchitecture;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly storageDriver: string;
  /** Whether images are in containerd's store (the default since engine 29), not in the engine's own. */
  readonly containerdImageStore: boolean;
  readonly operatingSystem: string;
  /** "2" where the engine says that BuildKit is its own choice of builder; older engines say "1" or nothing. */
  readonly builderVersion: "1" | "2";
  /** Whether the engine's kernel is this machine's, so that /proc/sys/fs/binfmt_misc speaks for it. */
  readonly sharesKernel: boolean;
}

export type EngineState =
  | { readonly status: "ready"; readonly engine: DockerEngine }
  | { readonly status: EngineFault; readonly endpoint: DockerEndpoint; readonly error: GeosBenchError };

const pingMilliseconds = 5_000;

/** Asks the engine that the `docker` command would use; a fault says which and what to do. */
export async function inspectEngine(signal?: AbortSignal): Promise<EngineState> {
  const endpoint = await resolveDockerEndpoint();
  const docker = connectDocker(endpoint);
  try {
    const limit = AbortSignal.timeout(pingMilliseconds);
    const builderVersion = await pingBuilder(docker, signal ? AbortSignal.any([signal, limit]) : limit);
    const [version, info] = await Promise.all([docker.version(), docker.info() as Promise<EngineInfo>]);
    const engine: DockerEngine = {
      docker,
      endpoint,
      version: version.Version,
      apiVersion: version.ApiVersion,
      architecture: version.Arch === "arm64" ? "arm64" : "amd64",
      cpus: info.NCPU,
      memoryMiB: Math.floor(info.MemTotal / 2 ** 20),
      storageDriver: info.Driver,
      containerdImageStore: (info.DriverStatus ?? []).some(
        ([, value]) => value === "io.containerd.snapshotter.v1",
      ),
      operatingSystem: info.OperatingSystem,
      builderVersion,
      sharesKernel:
        process.platform === "linux" &&
        endpoint.url.startsWith("unix://") &&
        !info.OperatingSystem.includes("Docker Desktop"),
    };
    return { status: "ready", engine };
  } catch (error) {
    signal?.throwIfAborted();
    return { ...(await explainEngineFailure(endpoint, error as NodeJS.ErrnoException)), endpoint };
  }
}

interface EngineInfo {
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly Driver: string;
  readonly DriverStatus?: readonly (readonly [string, string])[];
  readonly OperatingSystem: string;
}

/** dockerode's own ping drops the headers, and Builder-Version is one. */
function pingBuilder(docker: Docker, abortSignal: AbortSignal): Promise<"1" | "2"> {
  const request = { path: "/_ping", method: "GET", isStream: true, abortSignal, statusCodes: { 200: true } };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error, answer) => {
      if (error) return reject(error);
      const response = answer as NodeJS.ReadableStream & { headers: Record<string, string | undefined> };
      response.resume();
      resolve(response.headers["builder-version"] === "2" ? "2" : "1");
    });
  });
}
