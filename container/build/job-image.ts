import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dockerArchitecture, type DockerArchitecture } from "../../contract/architecture.ts";
import { tunedBuilds } from "../../contract/tuned-builds.ts";
import { jobPaths } from "../../contract/job-paths.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { contextTar, folderEntries, type ContextEntry } from "./build-context.ts";
import { isBuildStep } from "./build-steps.ts";
import { noteNeed } from "../housekeeping/checkout-needs.ts";
import { removeReplaced } from "../housekeeping/remove-replaced.ts";
import { buildImage } from "./build-image.ts";
import { chooseBuilder } from "./choose-builder.ts";
import { contentHash } from "./content-hash.ts";
import { withImageLock } from "./image-lock.ts";
import { localImage } from "./image-names.ts";
import { imageUser } from "./image-user.ts";
import { findImage } from "./image-store.ts";
import { ts1Table, ts1TableInputs } from "./ts1-table.ts";
import { fetchNode, pinnedNode } from "./node-runtime.ts";
import type { EnsuredImage, ObtainOptions } from "./obtain-image.ts";
import { toolchainPackages } from "./toolchain-image.ts";

export interface JobImageInputs {
  readonly architecture: DockerArchitecture;
  readonly base: EnsuredImage;
  /** Asked for only when something has to be compiled. */
  readonly toolchain: () => Promise<EnsuredImage>;
  readonly toolchainHash: string;
  readonly runner: Uint8Array;
  /** What plans suites and closes plans. */
  readonly plans: Uint8Array;
  readonly repositoryRoot: string;
  readonly cacheFolder: string;
}

/** The image that benchmark jobs run: base, Node, the proxy workload compiled for it, the runner. */
export async function ensureJobImage(
  engine: DockerEngine,
  inputs: JobImageInputs,
  options: ObtainOptions,
): Promise<EnsuredImage> {
  const { architecture, base, repositoryRoot } = inputs;
  const { signal } = options;
  const started = performance.now();
  const [sources, mechanism, node, version] = await Promise.all([
    contextSources(repositoryRoot),
    ts1TableInputs(),
    pinnedNode(repositoryRoot, architecture),
    packageVersion(repositoryRoot),
  ]);
  const builds = tunedBuilds
    .filter((build) => dockerArchitecture(build.architecture) === architecture)
    .map(({ name }) => name)
    .join(" ");
  const sourcesHash = contentHash(
    Object.fromEntries(sources.map((entry) => [entry.path, "content" in entry ? entry.content : ""])),
  );
  const hash = contentHash({
    base: base.id,
    toolchain: inputs.toolchainHash,
    node: node.integrity,
    mechanism,
    runner: inputs.runner,
    plans: inputs.plans,
    builds,
    version,
    sources: sourcesHash,
  });
  const reference = localImage("job", hash, architecture);
  // All that the stage which compiles is made of.
  const stage = `${architecture}-${contentHash({ toolchain: inputs.toolchainHash, builds, mechanism, sources: sourcesHash })}`;
  await Promise.all([noteNeed(`job-${architecture}`, reference), noteNeed(`stage-${architecture}`, stage)]);
  const look = async (): Promise<EnsuredImage | undefined> => {
    const there = await findImage(engine.docker, reference);
    return (
      there && {
        ...there,
        source: "built",
        reused: true,
        durationMs: Math.round(performance.now() - started),
      }
    );
  };
  const title = `Job image (${architecture})`;
  const report = (detail: string): void => options.report({ title, detail });
  const make = async (): Promise<EnsuredImage> => {
    const meanwhile = await look();
    if (meanwhile) return meanwhile;
    report(`fetching Node ${node.version} and the TS1 mechanism`);
    const folders = { cache: inputs.cacheFolder, repositoryRoot };
    const [binary, table, toolchain, builder] = await Promise.all([
      fetchNode(node, folders, signal),
      ts1Table(folders, signal),
      inputs.toolchain(),
      chooseBuilder(engine),
    ]);
    report(`compiling the proxy and building (${builder})`);
    const context = contextTar([
      ...sources,
      { path: "node", mode: 0o755, file: binary },
      { path: "ts1.mech", content: table },
      { path: "runner.mjs", content: inputs.runner },
      { path: "plans.mjs", content: inputs.plans },
    ]);
    const buildArgs = {
      BASE_IMAGE: base.reference,
      TOOLCHAIN_IMAGE: toolchain.reference,
      TOOLCHAIN_PACKAGES: toolchainPackages(engine.architecture).join(" "),
      BUILD_PLATFORM: `linux/${engine.architecture}`,
      TARGET_PLATFORM: `linux/${architecture}`,
      TARGET_ARCH: architecture,
      // As the proxy's toolchain files name it.
      TARGET_PROCESSOR: architecture === "arm64" ? "aarch64" : "x86-64",
      TUNED_BUILDS: builds,
      STAGE: stage,
      VERSION: version,
      CONTENT_HASH: hash,
    };
    const built = await buildImage(
      engine,
      builder,
      { reference, architecture, buildArgs, context },
      {
        signal,
        onLine: (line) => {
          if (isBuildStep(line)) report(line);
        },
      },
    );
    const removed = await removeReplaced(engine.docker, { kind: "job", architecture, reference });
    if (removed.length > 0) report(`removed what it replaces: ${removed.length}`);
    return { ...built, source: "built", reused: false, durationMs: Math.round(performance.now() - started) };
  };
  const onWait = (pid: number): void => report(`waiting for process ${pid}, which is building it`);
  return (await look()) ?? withImageLock(reference, make, { signal, onWait });
}

/** What of the build context comes from the repository, and what the image has besides. */
async function contextSources(repositoryRoot: string): Promise<ContextEntry[]> {
  const container = join(repositoryRoot, "container");
  const isNoSource = (path: string): boolean => /^(?:build[^/]*|test|mechanisms\/convert)\//.test(path);
  const proxy = await folderEntries(join(container, "proxy"), "proxy", isNoSource);
  const netcdf = await folderEntries(join(container, "netcdf"), "netcdf");
  const dockerfile = await readFile(join(container, "Dockerfile"), "utf8");
  return [
    ...proxy,
    ...netcdf,
    { path: "Dockerfile", content: dockerfile },
    ...imageUser,
    ...Object.values(jobPaths).map((path) => ({ path: path.slice(1), directory: true as const })),
  ];
}

async function packageVersion(repositoryRoot: string): Promise<string> {
  const text = await readFile(join(repositoryRoot, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
