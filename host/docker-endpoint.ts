import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { GeosBenchError } from "../contract/errors.ts";
import { parseJson } from "../contract/parse-json.ts";
import { sha256 } from "../contract/sha256.ts";

/** Where the Docker engine is said to be, and by what. */
export interface DockerEndpoint {
  readonly source: "DOCKER_HOST" | "context" | "default";
  /** The Docker context's name; "default" for the two other sources. */
  readonly context: string;
  /** `unix:///…`, `npipe:////…`, `tcp://host:port` or `ssh://user@host`. */
  readonly url: string;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

export interface EndpointInputs {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: string;
}

const configFile = z.object({ currentContext: z.string().optional() });
const contextMeta = z.object({
  Endpoints: z.object({ docker: z.object({ Host: z.string() }) }),
});

/**
 * The endpoint that the `docker` command would use, by its own order: DOCKER_HOST, DOCKER_CONTEXT, the current context
 * of config.json, the platform's default. Contexts live in files named by the SHA-256 of their name
 * (https://github.com/docker/cli/blob/master/cli/context/store/doc.go).
 */
export async function resolveDockerEndpoint(inputs: EndpointInputs = realInputs()): Promise<DockerEndpoint> {
  const { env, home, platform } = inputs;
  const folder = env["DOCKER_CONFIG"] || join(home, ".docker");
  const host = env["DOCKER_HOST"];
  if (host) {
    const url = host.includes("://") ? host : `tcp://${host}`;
    const wantsTls = Boolean(env["DOCKER_TLS_VERIFY"]) && url.startsWith("tcp://");
    const tls = wantsTls ? await readTls(env["DOCKER_CERT_PATH"] || folder) : undefined;
    return { source: "DOCKER_HOST", context: "default", url, ...(tls && { tls }) };
  }
  const context = env["DOCKER_CONTEXT"] || (await currentContext(folder)) || "default";
  if (context === "default") {
    const url = platform === "win32" ? "npipe:////./pipe/docker_engine" : "unix:///var/run/docker.sock";
    return { source: "default", context, url };
  }
  const id = sha256(context);
  const meta = await readText(join(folder, "contexts", "meta", id, "meta.json"));
  if (meta === undefined) {
    throw new GeosBenchError(`The Docker context "${context}" does not exist in ${folder}.`, {
      code: "docker-context-unknown",
      hint: "List the contexts with `docker context ls` and choose one with `docker context use NAME`.",
    });
  }
  const url = parseJson(contextMeta, meta, "dockerContext").Endpoints.docker.Host;
  const tls = await readTls(join(folder, "contexts", "tls", id, "docker"));
  return { source: "context", context, url, ...(tls && { tls }) };
}

async function currentContext(folder: string): Promise<string | undefined> {
  const text = await readText(join(folder, "config.json"));
  return text === undefined ? undefined : parseJson(configFile, text, "dockerConfig").currentContext;
}

async function readTls(folder: string): Promise<DockerEndpoint["tls"]> {
  const [ca, cert, key] = await Promise.all(
    ["ca.pem", "cert.pem", "key.pem"].map((name) => readText(join(folder, name))),
  );
  return ca || cert || key ? { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) } : undefined;
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
}

function realInputs(): EndpointInputs {
  return { env: process.env, home: homedir(), platform: process.platform };
}
