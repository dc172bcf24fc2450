import { GeosBenchError } from "../../contract/errors.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { runCommand } from "../../host/run-command.ts";

/**
 * Who builds: `docker buildx`; the engine's BuildKit through its API; the engine's classic builder through its API. The
 * last two need no `docker` command.
 */
const builders = ["buildx", "buildkit", "classic"] as const;
export type Builder = (typeof builders)[number];

export async function chooseBuilder(
  engine: Pick<DockerEngine, "builderVersion" | "containerdImageStore">,
  override: string | undefined = process.env["GCBENCH_BUILDER"],
  hasBuildx: () => Promise<boolean> = isBuildxInstalled,
): Promise<Builder> {
  if (override) {
    const named = builders.find((builder) => builder === override);
    if (named) return named;
    throw new GeosBenchError(`GCBENCH_BUILDER is "${override}"; allowed: ${builders.join(", ")}.`, {
      code: "unknown-builder",
    });
  }
  if (await hasBuildx()) return "buildx";
  // BuildKit cannot read a context sent through the API into containerd's store
  // (https://github.com/moby/moby/issues/47717).
  if (engine.containerdImageStore) return "classic";
  // Engine 20.10 has BuildKit too, but does not name it as its own choice; its classic builder is the tried one there.
  return engine.builderVersion === "2" ? "buildkit" : "classic";
}

const isBuildxInstalled = (): Promise<boolean> =>
  runCommand(["docker", "buildx", "version"]).then(
    () => true,
    () => false,
  );
