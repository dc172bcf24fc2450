import type { Platform } from "../../contract/architecture.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { contentHash } from "../build/content-hash.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { Credentials } from "./credentials.ts";
import { digestFor, isIndex, pullBytes, writeIndex } from "./image-index.ts";
import { pushPlatformImage } from "./push-platform-image.ts";
import { registryClient, type RegistryClient } from "./registry-client.ts";
import { mediaTypes, type StoredManifest } from "./stored-manifest.ts";
import type { Repository } from "./repository.ts";

export interface PushInputs {
  readonly engine: DockerEngine;
  /** Names in the engine; the tag of each is the hash of what it is made of. */
  readonly images: ReadonlyMap<Platform, string>;
  readonly repository: Repository;
  readonly credentials: Credentials | undefined;
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface PushedImages {
  readonly tag: string;
  readonly digest: string;
  /** Whether the repository had all of it. */
  readonly reused: boolean;
  readonly platforms: readonly {
    readonly platform: Platform;
    readonly digest: string;
    readonly bytes: number;
  }[];
}

/**
 * Brings the image of each platform into a repository, and one index that names them all under one tag. A tag is made
 * of what the images are made of: one that is there holds just these, and nothing is sent.
 */
export async function pushJobImages(inputs: PushInputs): Promise<PushedImages> {
  const { images, repository, credentials } = inputs;
  const registry = registryClient(repository, credentials);
  const tag = `${packageJson.version}-${contentHash(Object.fromEntries(Array.from(images, ([of, name]) => [of, tagOf(name)])))}`;
  const there = await registry.readManifest(tag);
  const manifests = new Map<Platform, StoredManifest>();
  // One after another: they share the engine, the network and most of their layers' compression.
  for (const [platform, image] of images) {
    const manifest = there
      ? await required(registry, digestFor(platform, there))
      : await platformManifest(registry, platform, image, inputs);
    manifests.set(platform, manifest);
  }
  const index = there ?? (await registry.writeManifest(tag, writeIndex(manifests), mediaTypes.index));
  return {
    tag,
    digest: index.digest,
    reused: there !== undefined,
    platforms: Array.from(manifests, ([platform, manifest]) => ({
      platform,
      digest: manifest.digest,
      bytes: pullBytes(manifest),
    })),
  };
}

const tagOf = (image: string): string => image.slice(image.lastIndexOf(":") + 1);

async function platformManifest(
  registry: RegistryClient,
  platform: Platform,
  image: string,
  { engine, repository, credentials, report, signal }: PushInputs,
): Promise<StoredManifest> {
  const tag = tagOf(image);
  let found = await registry.readManifest(tag);
  if (!found) {
    await pushPlatformImage(engine, { image, repository, tag, credentials, onLine: report, signal });
    found = await required(registry, tag);
  }
  // Engines with containerd's image store push an index of one image and its attestations.
  return isIndex(found) ? required(registry, digestFor(platform, found)) : found;
}

async function required(registry: RegistryClient, reference: string): Promise<StoredManifest> {
  const found = await registry.readManifest(reference);
  if (found) return found;
  throw new GeosBenchError(`The registry does not have the manifest ${reference} that it should have.`, {
    code: "registry-refused",
    hint: "Something removed it meanwhile; push again.",
  });
}
