import { join } from "node:path";
import { readFile } from "node:fs/promises";
import type { DockerArchitecture } from "../../../contract/architecture.ts";
import type { DockerEngine } from "../../../host/docker-engine.ts";
import { contextTar } from "../build-context.ts";
import { isBuildStep } from "../build-steps.ts";
import { buildImage } from "../build-image.ts";
import { chooseBuilder } from "../choose-builder.ts";
import { contentHash } from "../content-hash.ts";
import { withImageLock } from "../image-lock.ts";
import { localImage } from "../image-names.ts";
import { findImage, type StoredImage } from "../image-store.ts";
import { obtainImage, type ObtainOptions } from "../obtain-image.ts";
import { modelBaseImage, modelRuntimePackages } from "./model-base-image.ts";

export interface ModelImageInputs {
  readonly architecture: DockerArchitecture;
  readonly repositoryRoot: string;
  readonly version: string;
  readonly job: Pick<StoredImage, "reference" | "id">;
  /** /opt/geos-chem of it is the model. */
  readonly model: Pick<StoredImage, "reference" | "id">;
  /** For the image's label: a release and its commit, or the SHA-256 of the given executable. */
  readonly description: string;
  /** What /opt/geos-chem has besides `gcclassic`. */
  readonly has: { readonly runDirectory: boolean; readonly source: boolean };
}

/** The job image with GEOS-Chem Classic and the Python tools of its users. */
export async function modelImage(
  engine: DockerEngine,
  inputs: ModelImageInputs,
  options: ObtainOptions,
): Promise<StoredImage> {
  const { architecture, job, model, has } = inputs;
  const dockerfile = await readFile(join(inputs.repositoryRoot, "container/geos-chem/Dockerfile"), "utf8");
  const base = await obtainImage(engine, modelBaseImage(architecture), options);
  const hash = contentHash({
    dockerfile,
    base: base.id,
    job: job.id,
    model: model.id,
    has: JSON.stringify(has),
    description: inputs.description,
  });
  const reference = localImage("geos-chem", hash, architecture);
  const report = (detail: string): void =>
    options.report({ title: `Image with GEOS-Chem Classic (${architecture})`, detail });
  const make = async (): Promise<StoredImage> => {
    const meanwhile = await findImage(engine.docker, reference);
    if (meanwhile) return meanwhile;
    report("building");
    const buildArgs = {
      JOB_IMAGE: job.reference,
      MODEL_IMAGE: model.reference,
      BASE_IMAGE: base.reference,
      RUNTIME_PACKAGES: modelRuntimePackages.join(" "),
      TARGET_PLATFORM: `linux/${architecture}`,
      TARGET_ARCH: architecture,
      EXECUTABLE: "/opt/geos-chem/gcclassic",
      RUN_DIRECTORY: has.runDirectory ? "/opt/geos-chem/rundir" : "",
      SOURCE: has.source ? "/opt/geos-chem/source" : "",
      VERSION: inputs.version,
      MODEL: inputs.description,
      CONTENT_HASH: hash,
    };
    const context = contextTar([{ path: "Dockerfile", content: dockerfile }]);
    const request = { reference, architecture, buildArgs, context };
    return buildImage(engine, await chooseBuilder(engine), request, {
      signal: options.signal,
      onLine: (line) => isBuildStep(line) && report(line),
    });
  };
  return (
    (await findImage(engine.docker, reference)) ?? withImageLock(reference, make, { signal: options.signal })
  );
}
