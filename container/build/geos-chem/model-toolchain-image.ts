import type { DockerArchitecture } from "../../../contract/architecture.ts";
import { trimRoot } from "../debian-trim.ts";
import type { ImageRecipe } from "../obtain-image.ts";

/** Packages that compile GEOS-Chem Classic; its Dockerfile installs the same on a pulled base. */
export const modelToolchainPackages: readonly string[] = [
  "bash",
  "ca-certificates",
  "cmake",
  "g++",
  "gcc",
  "gfortran",
  "git",
  "libnetcdf-dev",
  "libnetcdff-dev",
  "make",
];

/**
 * Compilers of the image's own architecture, unlike the proxy's: GEOS-Chem's CMake runs programs that it has compiled
 * (try_run), so it cannot be cross-compiled, and under emulation all of it is emulated.
 */
export function modelToolchainImage(
  architecture: DockerArchitecture,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ImageRecipe {
  return {
    kind: "geos-chem-toolchain",
    title: `Toolchain image of GEOS-Chem (${architecture})`,
    architecture,
    given: env["GCBENCH_GEOS_CHEM_TOOLCHAIN_IMAGE"],
    pullFrom: "docker.io/library/debian:trixie-slim",
    root: {
      architecture,
      packages: ["base-files", "coreutils", "dash", "grep", "sed", ...modelToolchainPackages],
      hook: `${trimRoot}
rm -rf "$root"/usr/share/cmake-*/Help
mkdir -p "$root/etc/ssl/certs"
cat "$root"/usr/share/ca-certificates/mozilla/*.crt > "$root/etc/ssl/certs/ca-certificates.crt"
`,
    },
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["/bin/sh"] },
  };
}
