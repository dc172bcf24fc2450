import { access } from "node:fs/promises";
import type { ErrorCode } from "../contract/error-codes.ts";
import { GeosBenchError } from "../contract/errors.ts";
import type { DockerEndpoint } from "./docker-endpoint.ts";
import { findProgram } from "./find-program.ts";

/** Why no engine answers; each asks for something else of the user. */
export type EngineFault = "not-installed" | "not-running" | "permission-denied" | "unreachable";

const codes: Readonly<Record<EngineFault, ErrorCode>> = {
  "not-installed": "docker-not-installed",
  "not-running": "docker-not-running",
  "permission-denied": "docker-permission-denied",
  unreachable: "docker-unreachable",
};

export interface EngineFailure {
  readonly status: EngineFault;
  readonly error: GeosBenchError;
}

/** What an unanswered ping means. `engineInstalled` is a port for tests. */
export async function explainEngineFailure(
  endpoint: DockerEndpoint,
  cause: NodeJS.ErrnoException,
  engineInstalled: () => Promise<boolean> = isEngineInstalled,
): Promise<EngineFailure> {
  const where = `${endpoint.url} (${endpoint.source === "context" ? `context "${endpoint.context}"` : endpoint.source})`;
  const fault = (status: EngineFault, message: string, hint: string): EngineFailure => ({
    status,
    error: new GeosBenchError(message, { code: codes[status], hint, cause }),
  });
  const local = /^(?:unix|npipe):/.test(endpoint.url);
  if (local && (cause.code === "EACCES" || cause.code === "EPERM")) {
    return fault(
      "permission-denied",
      `This user may not use the Docker engine at ${where}.`,
      "Add yourself to the docker group and log in again: `sudo usermod -aG docker $USER`, then `newgrp docker`.",
    );
  }
  if (!local) {
    return fault(
      "unreachable",
      `The Docker engine at ${where} does not answer: ${cause.message}.`,
      endpoint.source === "context"
        ? "Start that engine, or choose another with `docker context use NAME`."
        : "Start that engine, correct DOCKER_HOST, or unset it to use this machine's own engine.",
    );
  }
  if (endpoint.source !== "default") {
    return fault(
      "not-running",
      `No Docker engine answers at ${where}: ${cause.message}.`,
      "Start that engine, or use this machine's own: unset DOCKER_HOST, `docker context use default`.",
    );
  }
  if (await engineInstalled()) {
    return fault(
      "not-running",
      `Docker is installed, but no engine answers at ${where}: ${cause.message}.`,
      "Start it: `sudo systemctl start docker`, or Docker Desktop where that is what you have.",
    );
  }
  return fault(
    "not-installed",
    `There is no Docker engine: nothing answers at ${where}, and no dockerd is installed.`,
    "A `docker` command alone is only the client: install the engine (docker.io or docker-ce) or Docker Desktop.",
  );
}

async function isEngineInstalled(): Promise<boolean> {
  if (await findProgram("dockerd")) return true;
  if (process.platform !== "darwin") return false;
  return access("/Applications/Docker.app").then(
    () => true,
    () => false,
  );
}
