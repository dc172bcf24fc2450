import { readFileSync } from "node:fs";
import type { DockerArchitecture } from "../../../contract/architecture.ts";
import { trimRoot } from "../debian-trim.ts";
import type { ImageRecipe } from "../obtain-image.ts";

const byteCompile = readFileSync(new URL("../byte-compile.sh", import.meta.url), "utf8");

const triplets: Record<DockerArchitecture, string> = {
  arm64: "aarch64-linux-gnu",
  amd64: "x86_64-linux-gnu",
};

/**
 * What GEOS-Chem Classic and its users' tools run on: netCDF-Fortran and the GNU run-time libraries; Python with boto3,
 * numpy and pandas; the AWS CLI; and what createRunDir.sh calls.
 */
export const modelRuntimePackages: readonly string[] = [
  "awscli",
  "bash",
  "ca-certificates",
  "findutils",
  "gawk",
  "git",
  "grep",
  "libgfortran5",
  "libgomp1",
  "libnetcdff7",
  "python3",
  "python3-boto3",
  "python3-numpy",
  "python3-pandas",
  "sed",
];

export function modelBaseImage(
  architecture: DockerArchitecture,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ImageRecipe {
  const libraries = `usr/lib/${triplets[architecture]}`;
  return {
    kind: "geos-chem-base",
    title: `Base image of GEOS-Chem (${architecture})`,
    architecture,
    given: env["GCBENCH_GEOS_CHEM_BASE_IMAGE"],
    pullFrom: "docker.io/library/debian:trixie-slim",
    root: {
      architecture,
      packages: [
        "base-files",
        "coreutils",
        "dash",
        "libc6",
        "libgcc-s1",
        "libstdc++6",
        ...modelRuntimePackages,
      ],
      // Nothing configures these packages, so what their scripts make is made here: the choice of BLAS, LAPACK and awk,
      // and the bundle of certificates (public authorities only; nothing of this machine's).
      hook: `${trimRoot}
ln -s blas/libblas.so.3 "$root/${libraries}/libblas.so.3"
ln -s lapack/liblapack.so.3 "$root/${libraries}/liblapack.so.3"
ln -s gawk "$root/usr/bin/awk"
mkdir -p "$root/etc/ssl/certs"
cat "$root"/usr/share/ca-certificates/mozilla/*.crt > "$root/etc/ssl/certs/ca-certificates.crt"
# A tenth of the Python packages' code, and what no import of theirs needs.
rm -rf "$root"/usr/lib/python3/dist-packages/pandas/tests
find "$root/usr/lib/python3/dist-packages/numpy" -type d -name tests -prune -exec rm -rf {} +
architecture=${architecture}
${byteCompile}`,
    },
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["/bin/sh"] },
  };
}
