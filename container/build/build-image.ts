import type { Readable } from "node:stream";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { runCommand } from "../../host/run-command.ts";
import type { Builder } from "./choose-builder.ts";
import { followEngineStream } from "./engine-stream.ts";
import { requireImage, type StoredImage } from "./image-store.ts";

export interface BuildRequest {
  readonly reference: string;
  readonly architecture: DockerArchitecture;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** A stage of the Dockerfile; the last one by default. */
  readonly target?: string | undefined;
  /** A tar with a Dockerfile at its top. */
  readonly context: Readable;
}

export interface BuildOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: (line: string) => void;
}

/** Builds one image for one architecture and leaves it in the engine, checked. */
export async function buildImage(
  engine: DockerEngine,
  builder: Builder,
  request: BuildRequest,
  options: BuildOptions = {},
): Promise<StoredImage> {
  if (builder === "buildx") await buildWithBuildx(engine, request, options);
  else await buildWithApi(engine, builder, request, options);
  return requireImage(engine.docker, request.reference, request.architecture);
}

async function buildWithApi(
  engine: DockerEngine,
  builder: "buildkit" | "classic",
  { reference, architecture, buildArgs, target, context }: BuildRequest,
  { signal, onLine }: BuildOptions,
): Promise<void> {
  const answer = await engine.docker.buildImage(context, {
    t: reference,
    // The classic builder would hold every stage to this, and refuses to copy from the compiling one; it has the
    // platforms from the Dockerfile's FROM lines.
    ...(builder === "buildkit" && { platform: `linux/${architecture}` }),
    buildargs: buildArgs,
    ...(target !== undefined && { target }),
    version: builder === "buildkit" ? "2" : "1",
    rm: true,
    forcerm: true,
    abortSignal: signal,
  });
  await followEngineStream(answer, `Building ${reference} (${builder})`, onLine);
}

async function buildWithBuildx(
  engine: DockerEngine,
  { reference, architecture, buildArgs, target, context }: BuildRequest,
  { signal, onLine }: BuildOptions,
): Promise<void> {
  const platform = `linux/${architecture}`;
  const argv = ["buildx", "build", "--progress=plain", "--load", "--platform", platform, "--tag", reference];
  // The context's own builder: one of the docker-container kind would not see the engine's images.
  argv.push("--builder", engine.endpoint.context);
  if (target !== undefined) argv.push("--target", target);
  for (const [name, value] of Object.entries(buildArgs)) argv.push("--build-arg", `${name}=${value}`);
  await runCommand(["docker", ...argv, "-"], {
    signal,
    input: context,
    // A provenance record would turn the image into an index of two.
    env: { BUILDX_NO_DEFAULT_ATTESTATIONS: "1" },
    ...(onLine && { onLine }),
  });
}
