import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { cacheFolder } from "../../host/paths.ts";
import { localBatchImage } from "../../contract/local-batch-image.ts";
import { noteNeed } from "../housekeeping/checkout-needs.ts";
import { removeReplaced } from "../housekeeping/remove-replaced.ts";
import { baseImage } from "./base-image.ts";
import { contextTar, type ContextEntry } from "./build-context.ts";
import { buildImage } from "./build-image.ts";
import { isBuildStep } from "./build-steps.ts";
import { bundleLocalBatch } from "./bundle-local-batch.ts";
import { chooseBuilder } from "./choose-builder.ts";
import { contentHash } from "./content-hash.ts";
import { withImageLock } from "./image-lock.ts";
import { localImage } from "./image-names.ts";
import { findImage, type StoredImage } from "./image-store.ts";
import { imageUser } from "./image-user.ts";
import { fetchNode, pinnedNode } from "./node-runtime.ts";
import { obtainImage, type ObtainOptions } from "./obtain-image.ts";
import { tagImage } from "./pull-image.ts";

interface LocalBatchImageInputs {
  readonly architecture: DockerArchitecture;
  readonly repositoryRoot: string;
  readonly version: string;
}

/**
 * The local Batch as an image for other projects: the job image's base, Node, one file of JavaScript. One for the engine's
 * own architecture is {@link localBatchImage} too.
 */
export async function ensureLocalBatchImage(
  engine: DockerEngine,
  { architecture, repositoryRoot, version }: LocalBatchImageInputs,
  options: ObtainOptions,
): Promise<StoredImage> {
  const { signal } = options;
  const [base, program, node, dockerfile, licence] = await Promise.all([
    obtainImage(engine, baseImage(architecture), options),
    bundleLocalBatch(repositoryRoot),
    pinnedNode(repositoryRoot, architecture),
    readFile(join(repositoryRoot, "container/local-batch/Dockerfile")),
    readFile(join(repositoryRoot, "LICENSE")),
  ]);
  const sources: readonly (ContextEntry & { readonly content: string | Uint8Array })[] = [
    ...imageUser,
    { path: "Dockerfile", content: dockerfile },
    { path: "LICENSE", content: licence },
    { path: "local-batch.mjs", content: program },
  ];
  const hash = contentHash({
    base: base.id,
    node: node.integrity,
    version,
    ...Object.fromEntries(sources.map(({ path, content }) => [path, content])),
  });
  const reference = localImage("local-batch", hash, architecture);
  await Promise.all([
    noteNeed(`local-batch-${architecture}`, reference),
    noteNeed("local-batch-latest", localBatchImage),
  ]);
  const report = (detail: string): void =>
    options.report({ title: `Image of the local AWS Batch (${architecture})`, detail });
  const nameLatest = async (): Promise<void> => {
    if (architecture === engine.architecture)
      await tagImage(engine, reference, { reference: localBatchImage, architecture });
  };
  const make = async (): Promise<StoredImage> => {
    const meanwhile = await findImage(engine.docker, reference);
    if (meanwhile) return meanwhile;
    const folders = { cache: cacheFolder(), repositoryRoot };
    const [binary, builder] = await Promise.all([fetchNode(node, folders, signal), chooseBuilder(engine)]);
    report(`building (${builder})`);
    const buildArgs = {
      BASE_IMAGE: base.reference,
      TARGET_PLATFORM: `linux/${architecture}`,
      TARGET_ARCH: architecture,
      VERSION: version,
      CONTENT_HASH: hash,
    };
    const context = contextTar([
      ...sources,
      { path: "node", mode: 0o755, file: binary },
      { path: "state", directory: true },
    ]);
    const built = await buildImage(
      engine,
      builder,
      { reference, architecture, buildArgs, context },
      { signal, onLine: (line) => isBuildStep(line) && report(line) },
    );
    // Before what it replaces loses its own name: with none it would be nobody's.
    await nameLatest();
    await removeReplaced(engine.docker, { kind: "local-batch", architecture, reference });
    return built;
  };
  const image =
    (await findImage(engine.docker, reference)) ?? (await withImageLock(reference, make, { signal }));
  await nameLatest();
  return image;
}
