import { posix } from "node:path";

/** Where input data is by the run directory as it was given, and where it is in this job. */
export interface DataMove {
  /** The directory as it was given: what relative paths in its files are relative to. */
  readonly base: string;
  readonly from: string;
  readonly to: string;
}

/** Whether the data is in another place than the run directory says. */
export const leadsElsewhere = ({ base, from, to }: DataMove): boolean =>
  posix.resolve(base, from) !== posix.resolve(to);

/** A path that leads out of the run directory: absolute, or through its parent. */
export const leadsOut = (path: string): boolean =>
  posix.isAbsolute(path) || posix.normalize(path).split("/")[0] === "..";

/**
 * Where a path that leads out of the run directory is in this job. Paths are compared as paths: `/data/ExtData//HEMCO/`
 * is below `/data/ExtData/`. One that is not below the data directory stays what it is, made absolute.
 */
export function movePath(path: string, { base, from, to }: DataMove): { path: string; isData: boolean } {
  const given = posix.resolve(base, path);
  const below = posix.relative(posix.resolve(base, from), given);
  const isData = below !== ".." && !below.startsWith("../");
  if (!isData) return { path: posix.isAbsolute(path) ? path : given, isData };
  const moved = posix.join(to, below);
  if (posix.isAbsolute(path) && moved === given) return { path, isData };
  return { path: path.endsWith("/") ? `${moved}/` : moved, isData };
}
