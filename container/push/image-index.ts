import { z } from "zod";
import type { Platform } from "../../contract/architecture.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { mediaTypes, type StoredManifest } from "./stored-manifest.ts";

const blob = z.object({ size: z.int() });
const imageManifest = z.object({ config: blob, layers: z.array(blob) });
const imageIndex = z.object({
  manifests: z.array(
    z.object({
      digest: z.string(),
      platform: z.object({ os: z.string(), architecture: z.string() }).optional(),
    }),
  ),
});

/**
 * Text of an index of one manifest for each platform (OCI image specification, "Image Index"). The same in, the same
 * out.
 */
export function writeIndex(manifests: ReadonlyMap<Platform, StoredManifest>): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: Array.from(manifests, ([platform, { mediaType, digest, text }]) => {
      const [os, architecture] = platform.split("/");
      return { mediaType, digest, size: Buffer.byteLength(text), platform: { os, architecture } };
    }),
  });
}

export const isIndex = ({ mediaType }: StoredManifest): boolean =>
  mediaType === mediaTypes.index || mediaType === mediaTypes.dockerList;

/** Digest of a platform's manifest in an index. */
export function digestFor(platform: Platform, { text, digest }: StoredManifest): string {
  const { manifests } = parseJson(imageIndex, text, "imageIndex");
  const found = manifests.find((of) => `${of.platform?.os}/${of.platform?.architecture}` === platform);
  if (found) return found.digest;
  throw new GeosBenchError(`The index ${digest} in the registry has no image for ${platform}.`, {
    code: "registry-refused",
    hint: "Somebody else wrote this tag. Remove it from the repository, and push again.",
  });
}

/** What a pull transfers at most, in bytes: compressed layers and configuration. */
export function pullBytes({ text }: StoredManifest): number {
  const { config, layers } = parseJson(imageManifest, text, "imageManifest");
  return [config, ...layers].reduce((sum, { size }) => sum + size, 0);
}
