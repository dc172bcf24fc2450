import { join } from "node:path";
import type { DockerArchitecture } from "../../../contract/architecture.ts";
import type { DockerEngine } from "../../../host/docker-engine.ts";
import { contextTar, folderEntries } from "../build-context.ts";
import { isBuildStep } from "../build-steps.ts";
import { buildImage } from "../build-image.ts";
import { chooseBuilder } from "../choose-builder.ts";
import { contentHash } from "../content-hash.ts";
import { hostCertificates } from "../host-certificates.ts";
import { withImageLock } from "../image-lock.ts";
import { localImage } from "../image-names.ts";
import { findImage, type StoredImage } from "../image-store.ts";
import { obtainImage, type ObtainOptions } from "../obtain-image.ts";
import { modelToolchainImage, modelToolchainPackages } from "./model-toolchain-image.ts";
import type { Release } from "./release.ts";

export interface CompileInputs {
  readonly architecture: DockerArchitecture;
  readonly repositoryRoot: string;
}

/** The compilers and libraries of that architecture, with the check program compiled and run. */
export function checkedToolchain(
  engine: DockerEngine,
  inputs: CompileInputs,
  options: ObtainOptions,
): Promise<StoredImage> {
  return compile(engine, inputs, undefined, options);
}

/** An image whose /opt/geos-chem is that release, compiled: `gcclassic`, `source`, and its commit in `revision`. */
export function compiledModel(
  engine: DockerEngine,
  inputs: CompileInputs,
  release: Release,
  options: ObtainOptions,
): Promise<StoredImage> {
  return compile(engine, inputs, release, options);
}

async function compile(
  engine: DockerEngine,
  { architecture, repositoryRoot }: CompileInputs,
  release: Release | undefined,
  options: ObtainOptions,
): Promise<StoredImage> {
  const { signal } = options;
  const folder = join(repositoryRoot, "container/geos-chem/compile");
  const sources = await folderEntries(folder, "");
  const toolchain = await obtainImage(engine, modelToolchainImage(architecture), options);
  const hash = contentHash({
    toolchain: toolchain.id,
    sources: contentHash(
      Object.fromEntries(sources.map((entry) => [entry.path, "content" in entry ? entry.content : ""])),
    ),
    release: JSON.stringify(release ?? null),
  });
  const reference = localImage("geos-chem-model", hash, architecture);
  const title = release ? `GEOS-Chem Classic ${release.tag} (${architecture})` : toolchainTitle(architecture);
  const report = (detail: string): void => options.report({ title, detail });
  const make = async (): Promise<StoredImage> => {
    const meanwhile = await findImage(engine.docker, reference);
    if (meanwhile) return meanwhile;
    const isForeign = architecture !== engine.architecture;
    report(
      release
        ? `compiling${isForeign ? ` under emulation, which takes hours; on a machine of linux/${architecture} it is minutes` : ""}`
        : "compiling and running the netCDF check",
    );
    return buildImage(
      engine,
      await chooseBuilder(engine),
      {
        reference,
        architecture,
        target: release ? "release" : "toolchain",
        buildArgs: {
          TOOLCHAIN_IMAGE: toolchain.reference,
          TOOLCHAIN_PACKAGES: modelToolchainPackages.join(" "),
          TARGET_PLATFORM: `linux/${architecture}`,
          ...(release && { REPOSITORY: release.repository, TAG: release.tag }),
        },
        context: contextTar([...sources, { path: "certificates.pem", content: hostCertificates() }]),
      },
      { signal, onLine: (line) => isBuildStep(line) && report(line) },
    );
  };
  return (await findImage(engine.docker, reference)) ?? withImageLock(reference, make, { signal });
}

const toolchainTitle = (architecture: DockerArchitecture): string =>
  `Toolchain of GEOS-Chem (${architecture})`;
