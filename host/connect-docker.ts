import Docker from "dockerode";
import { GeosBenchError } from "../contract/errors.ts";
import type { DockerEndpoint } from "./docker-endpoint.ts";

/** A client of the engine at that endpoint. Nothing is sent yet. */
export function connectDocker(endpoint: DockerEndpoint): Docker {
  const { url, tls } = endpoint;
  const pipe = /^(?:unix|npipe):\/\/(.*)$/.exec(url)?.[1];
  // An explicit empty host keeps docker-modem from mixing in a DOCKER_HOST of its own reading.
  if (pipe !== undefined) return new Docker({ socketPath: pipe, host: "" });
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === "ssh:") {
    return new Docker({
      protocol: "ssh",
      host: parsed.hostname,
      port: parsed.port || 22,
      username: parsed.username || process.env["USER"] || "root",
      sshOptions: { agent: process.env["SSH_AUTH_SOCK"] },
    });
  }
  if (parsed && ["tcp:", "http:", "https:"].includes(parsed.protocol)) {
    const protocol = tls || parsed.protocol === "https:" ? "https" : "http";
    return new Docker({
      protocol,
      host: parsed.hostname,
      port: parsed.port || (protocol === "https" ? 2376 : 2375),
      ...tls,
    });
  }
  throw new GeosBenchError(`The Docker endpoint "${url}" (from ${endpoint.source}) cannot be read.`, {
    code: "docker-endpoint-invalid",
    hint: "Use unix:///path, tcp://host:port or ssh://user@host in DOCKER_HOST or in the Docker context.",
  });
}
