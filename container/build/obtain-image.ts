import type { DockerArchitecture } from "../../contract/architecture.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import type { Report } from "../../host/progress.ts";
import { noteNeed } from "../housekeeping/checkout-needs.ts";
import { removeReplaced } from "../housekeeping/remove-replaced.ts";
import { contentHash } from "./content-hash.ts";
import { debianSuite, unpackDebianRoot, type DebianRoot } from "./debian-root.ts";
import type { ImageConfig } from "./docker-archive.ts";
import { useGivenImage } from "./given-image.ts";
import { withImageLock } from "./image-lock.ts";
import { contentHashLabel, localImage, sourceLabel, type ImageKind } from "./image-names.ts";
import { findImage, type StoredImage } from "./image-store.ts";
import { loadRoot } from "./load-root.ts";
import { pullImage } from "./pull-image.ts";
import { canPull } from "./registry-probe.ts";
import { withScratchFolder } from "./scratch-folder.ts";

type ImageSource = "given" | "pulled" | `unpacked from Debian ${string}` | "built";

/** An image that is ready for use, and how it came about. */
export interface EnsuredImage extends StoredImage {
  readonly source: ImageSource;
  /** Whether it was there already. */
  readonly reused: boolean;
  readonly durationMs: number;
}

/** What an image that we do not build by Dockerfile is: where it is pulled from, and how it is made without that. */
export interface ImageRecipe {
  readonly kind: ImageKind;
  readonly title: string;
  readonly architecture: DockerArchitecture;
  /** From the environment: used as it is, instead of both others. */
  readonly given: string | undefined;
  readonly pullFrom: string;
  readonly root: DebianRoot;
  readonly config: ImageConfig;
}

export interface ObtainOptions {
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
  /** Called when the image is not there and so has to be made. */
  readonly onMissing?: () => void;
}

export async function obtainImage(
  engine: DockerEngine,
  recipe: ImageRecipe,
  options: ObtainOptions,
): Promise<EnsuredImage> {
  const { kind, architecture, given } = recipe;
  const { signal } = options;
  const started = performance.now();
  const ensured = (image: StoredImage, source: ImageSource, reused: boolean): EnsuredImage => ({
    ...image,
    source,
    reused,
    durationMs: Math.round(performance.now() - started),
  });
  if (given) return ensured(await useGivenImage(engine, kind, given, architecture, signal), "given", false);

  const pulled = localImage(kind, contentHash({ from: recipe.pullFrom }), architecture);
  // A function (`hostInputs`) leaves no trace in JSON, and is to leave none in the hash.
  const unpackedHash = contentHash({
    root: JSON.stringify(recipe.root),
    config: JSON.stringify(recipe.config),
    debianSuite,
  });
  const unpacked = localImage(kind, unpackedHash, architecture);
  const look = async (reused: boolean): Promise<EnsuredImage | undefined> => {
    const byPull = await findImage(engine.docker, pulled);
    if (byPull) return ensured(byPull, "pulled", reused);
    const byUnpacking = await findImage(engine.docker, unpacked);
    return byUnpacking && ensured(byUnpacking, unpackedSource, reused);
  };
  const key = `${kind}-${architecture}`;
  const there = await look(true);
  if (there) {
    await noteNeed(key, there.reference);
    return there;
  }
  options.onMissing?.();
  const report = (detail: string): void => options.report({ title: recipe.title, detail });
  const make = async (): Promise<EnsuredImage> => {
    // Whoever held the lock before us may have made it.
    const meanwhile = await look(true);
    if (meanwhile) return meanwhile;
    if (await canPull(engine, recipe.pullFrom, signal)) {
      report(`pulling ${recipe.pullFrom}`);
      return ensured(
        await pullImage(engine, recipe.pullFrom, { reference: pulled, architecture }, signal),
        "pulled",
        false,
      );
    }
    const labels = {
      [contentHashLabel]: unpackedHash,
      [sourceLabel]: unpackedSource,
      ...recipe.config.Labels,
    };
    const config = { ...recipe.config, Labels: labels };
    const image = await withScratchFolder(async (folder) => {
      report(`unpacking Debian ${debianSuite} packages (no image registry answers)`);
      const tar = await unpackDebianRoot(recipe.root, folder, { signal, onProgress: report });
      report("loading into Docker");
      return loadRoot(engine, tar, { reference: unpacked, architecture, config }, signal);
    });
    return ensured(image, unpackedSource, false);
  };
  const onWait = (pid: number): void => report(`waiting for process ${pid}, which is making it`);
  const made = await withImageLock(unpacked, make, { signal, onWait });
  const { reference } = made;
  await noteNeed(key, reference);
  if (!made.reused) await removeReplaced(engine.docker, { kind, architecture, reference });
  return made;
}

const unpackedSource = `unpacked from Debian ${debianSuite}` as const;
