import { readFileSync } from "node:fs";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import type { ImageRecipe } from "./obtain-image.ts";
import { trimRoot } from "./debian-trim.ts";

const fetchNetcdf = new URL("../netcdf/fetch.sh", import.meta.url);

/** Packages that compile the proxy for both architectures on one; the Dockerfile installs the same on a pulled base. */
export function toolchainPackages(architecture: DockerArchitecture): readonly string[] {
  const cross = architecture === "amd64" ? "gfortran-aarch64-linux-gnu" : "gfortran-x86-64-linux-gnu";
  return ["cmake", "gfortran", cross, "ninja-build"];
}

/** Compilers of the engine's own architecture: nothing is ever compiled under emulation. */
export function toolchainImage(
  architecture: DockerArchitecture,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ImageRecipe {
  return {
    kind: "toolchain",
    title: "Toolchain image",
    architecture,
    given: env["GCBENCH_TOOLCHAIN_IMAGE"],
    pullFrom: "docker.io/library/debian:trixie-slim",
    root: {
      architecture,
      packages: ["base-files", "coreutils", "dash", ...toolchainPackages(architecture)],
      hook: `APT_CONFIG=$MMDEBSTRAP_APT_CONFIG sh "$inputs/fetch.sh" "$root"
${trimRoot}
rm -rf "$root"/usr/share/cmake-*/Help
# Sanitizers and link-time optimisation of other front ends: a fifth of the image, and used by nothing here.
rm -f "$root"/usr/lib/gcc*/*/*/lib?san*.a "$root"/usr/lib/*-linux-gnu/lib?san.so* "$root"/usr/*-linux-gnu/lib/lib*san.so*
`,
      inputs: { "fetch.sh": readFileSync(fetchNetcdf, "utf8") },
    },
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["/bin/sh"] },
  };
}
