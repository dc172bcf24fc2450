import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pack } from "tar-stream";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import { digestFile } from "../../contract/digest-file.ts";
import { sha256 } from "../../contract/sha256.ts";

/** The part of an image's configuration that ours use. */
export interface ImageConfig {
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly User?: string;
  readonly WorkingDir?: string;
}

export interface DockerArchive {
  /** What `docker load` reads. */
  readonly stream: Readable;
  /** The image's id, and so known before it is loaded: the digest of its configuration. */
  readonly id: string;
}

// One moment for everything: the same root gives the same image, byte for byte.
const created = "2026-01-01T00:00:00Z";
const mtime = new Date(created);

/**
 * A root file system (an uncompressed tar) as an image that `docker load` takes. `docker import` would be shorter, but
 * engine 20.10 labels what it imports with the engine's own architecture whatever --platform says.
 */
export async function dockerArchive(
  layerPath: string,
  reference: string,
  architecture: DockerArchitecture,
  config: ImageConfig,
): Promise<DockerArchive> {
  const { sha256: layerDigest } = await digestFile(layerPath, ["sha256"]);
  const document = JSON.stringify({
    architecture,
    os: "linux",
    created,
    config,
    rootfs: { type: "layers", diff_ids: [`sha256:${layerDigest}`] },
    history: [{ created, created_by: "geos-chem-bench" }],
  });
  const id = sha256(document);
  const manifest = [{ Config: `${id}.json`, RepoTags: [reference], Layers: [`${layerDigest}/layer.tar`] }];
  const archive = pack();
  const write = async (): Promise<void> => {
    const layer = { name: `${layerDigest}/layer.tar`, size: (await stat(layerPath)).size, mtime };
    await pipeline(createReadStream(layerPath), archive.entry(layer));
    archive.entry({ name: `${id}.json`, mtime }, document);
    archive.entry({ name: "manifest.json", mtime }, JSON.stringify(manifest));
    archive.finalize();
  };
  // A failure reaches the reader as the stream's own.
  void write().catch((error: Error) => archive.destroy(error));
  return { stream: Readable.from(archive, { objectMode: false }), id: `sha256:${id}` };
}
