import type { DockerArchitecture } from "../../contract/architecture.ts";

export type ImageKind =
  | "base"
  | "toolchain"
  | "job"
  | "localstack"
  | "moto"
  | "local-batch"
  | "geos-chem-base"
  | "geos-chem-toolchain"
  | "geos-chem-model"
  | "geos-chem";

/**
 * The name of an image of ours. "localhost/" keeps it a name that no registry is asked for, and that testcontainers'
 * hub prefix leaves alone; the hash of what it is made of is the tag, so an image is never out of date.
 */
export function localImage(kind: ImageKind, hash: string, architecture: DockerArchitecture): string {
  return `localhost/geos-chem-bench/${kind}:${hash}-${architecture}`;
}

export const contentHashLabel = "geos-chem-bench.content-hash";
export const sourceLabel = "geos-chem-bench.source";
