import { basename, dirname, isAbsolute, join, relative } from "node:path";

/** A file to fetch: where it belongs, and its key in the bucket of the open data. */
export interface MissingFile {
  readonly path: string;
  readonly key: string;
}

/** The restart file that GEOS-Chem brings for a simulation: its key, and its name in a run directory. */
export interface BroughtRestart {
  readonly key: string;
  readonly name: string;
}

/** In GMI's climatology one file serves three species (the model's download_data.py). */
const sameAs: readonly [RegExp, string][] = [[/gmi\.clim\.(?:IPMN|NPMN)\./, "gmi.clim.PMN."]];

/**
 * Where missing files are to be had. The bucket has the same layout as ExtData. The restart file in the run directory
 * is there under another name; one of another date is only of use when HEMCO may take the `closest`. What has no
 * place in the bucket is `unknown`.
 */
export function locateMissing(
  paths: readonly string[],
  place: {
    readonly data: string;
    readonly runDirectory: string;
    readonly restart: BroughtRestart | undefined;
    readonly closest: boolean;
  },
): { files: MissingFile[]; unknown: string[] } {
  const { data, runDirectory, restart, closest } = place;
  const files: MissingFile[] = [];
  const unknown: string[] = [];
  for (const given of paths) {
    const path = isAbsolute(given) ? given : join(runDirectory, given);
    const below = relative(data, path);
    const isRestart = basename(path).startsWith("GEOSChem.Restart.");
    if (below !== "" && !below.startsWith("..") && !isAbsolute(below)) {
      files.push({ path, key: sameAs.reduce((name, [from, to]) => name.replace(from, to), below) });
    } else if (restart && isRestart && (closest || basename(path) === restart.name)) {
      files.push({ path: join(dirname(path), restart.name), key: restart.key });
    } else unknown.push(given);
  }
  return { files, unknown };
}

/**
 * From the run directory's own download_data.yml: `restarts:` with a `root:` and, for each simulation, `remote:` and
 * `local:`. `undefined` when the file does not say.
 */
export function broughtRestart(downloadData: string, simulation: string): BroughtRestart | undefined {
  const [, restarts = ""] = /^restarts:[ \t]*\r?\n([\s\S]*)$/m.exec(downloadData) ?? [];
  const [, root] = /^ {2}root:[ \t]*(\S+)/m.exec(restarts) ?? [];
  const [, entry = ""] =
    new RegExp(`^ {2}${simulation.toLowerCase()}:[ \\t]*\\r?\\n((?: {4}.*(?:\\n|$))*)`, "m").exec(restarts) ??
    [];
  const [, remote] = /^ {4}remote:[ \t]*(\S+)/m.exec(entry) ?? [];
  const [, name] = /^ {4}local:[ \t]*(\S+)/m.exec(entry) ?? [];
  return root && remote && name ? { key: `${root}/${remote}`, name } : undefined;
}
