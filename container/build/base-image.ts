import type { DockerArchitecture } from "../../contract/architecture.ts";
import type { ImageRecipe } from "./obtain-image.ts";
import { trimRoot } from "./debian-trim.ts";

/** What the job image stands on: the C and C++ libraries that Node needs, and a shell. */
export function baseImage(
  architecture: DockerArchitecture,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ImageRecipe {
  return {
    kind: "base",
    title: `Base image (${architecture})`,
    architecture,
    given: env["GCBENCH_BASE_IMAGE"],
    pullFrom: "public.ecr.aws/amazonlinux/amazonlinux:2023",
    root: {
      architecture,
      packages: ["base-files", "coreutils", "dash", "libc6", "libgcc-s1", "libstdc++6"],
      hook: trimRoot,
    },
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["/bin/sh"] },
  };
}
