import { GeosBenchError } from "../../contract/errors.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { Credentials } from "./credentials.ts";
import type { Repository } from "./repository.ts";
import { mediaTypes, type StoredManifest } from "./stored-manifest.ts";

/** The two calls of the registry's HTTP API (OCI distribution specification) that the engine has no command for. */
export interface RegistryClient {
  /** By tag or digest; `undefined` when it is not there. */
  readManifest(reference: string): Promise<StoredManifest | undefined>;
  writeManifest(tag: string, text: string, mediaType: string): Promise<StoredManifest>;
}

export function registryClient(repository: Repository, credentials: Credentials | undefined): RegistryClient {
  const request = async (reference: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (credentials) headers.set("Authorization", basic(credentials));
    try {
      return await fetch(`${repository.api}/manifests/${reference}`, { ...init, headers });
    } catch (cause) {
      const why =
        cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
      throw new GeosBenchError(`The registry ${repository.registry} does not answer: ${why}`, {
        code: "registry-unreachable",
        hint: "Check the repository, the network, and the proxy and CA settings of Node (NODE_USE_ENV_PROXY, NODE_EXTRA_CA_CERTS).",
      });
    }
  };
  return {
    async readManifest(reference) {
      const response = await request(reference, {
        headers: { Accept: Object.values(mediaTypes).join(", ") },
      });
      // A repository that is not there answers so too: many registries make it with the first push.
      if (response.status === 404) return undefined;
      const text = await response.text();
      if (!response.ok) throw refusal(repository, "read", response.status, text);
      const mediaType = response.headers.get("content-type") ?? "";
      return { digest: digestOf(text), mediaType, text };
    },
    async writeManifest(tag, text, mediaType) {
      const headers = { "Content-Type": mediaType };
      const response = await request(tag, { method: "PUT", headers, body: text });
      if (!response.ok) throw refusal(repository, "write", response.status, await response.text());
      return { digest: digestOf(text), mediaType, text };
    },
  };
}

const digestOf = (text: string): string => `sha256:${sha256(text)}`;

const basic = ({ username, password }: Credentials): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

function refusal(
  { url, registry, ecrRegion }: Repository,
  what: string,
  status: number,
  text: string,
): GeosBenchError {
  if (status === 401 || status === 403) {
    return new GeosBenchError(
      `The registry ${registry} does not let you ${what} in ${url}: ${status} ${text}`,
      {
        code: "not-logged-in",
        hint: ecrRegion
          ? "Your AWS role needs the ecr: actions of infra/constructs/registry.ts, grantPush, on this repository."
          : `Log in: docker login ${registry}`,
      },
    );
  }
  return new GeosBenchError(`The registry refuses to ${what} a manifest in ${url}: ${status} ${text}`, {
    code: "registry-refused",
    hint: "Tags of ECR are immutable here: one that holds something else has to be removed there first.",
  });
}
