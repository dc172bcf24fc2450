import { posix } from "node:path";
import { hemcoLogfile, hemcoSetting, type HemcoFiles } from "./hemco-config.ts";
import {
  activeCollections,
  collectionPrefix,
  type FilePrefix,
  outputPrefix,
  restartPath,
} from "./history-config.ts";
import { modelTime } from "./model-time.ts";

/** What runs write, by the configuration of their directory; paths relative to it. */
export interface RunOutput {
  /** That the model writes to, and does not make itself. */
  readonly directories: readonly string[];
  /** Whether a file or directory is what an earlier run left. */
  readonly isEarlier: (path: string) => boolean;
}

/** The conventional place: all that is in it is output. */
const conventional = "OutputDir";

/** `end`: restart files of that time are output, all others input. */
export function runOutput(history: string, hemco: HemcoFiles, end: Date): RunOutput {
  const { ymd, hm } = modelTime(end);
  const restart = restartPath(history, end);
  const experiment = outputPrefix(history);
  const prefixes = [
    { ...experiment, name: `${experiment.name}.` },
    ...activeCollections(history)
      .filter((collection) => collection !== "Restart")
      .map((collection) => collectionPrefix(history, collection)),
    prefixOf(hemcoSetting(hemco, "DiagnPrefix") ?? `${conventional}/HEMCO_diagnostics`),
  ];
  const written = new Set([restart, `Restarts/HEMCO_restart.${ymd}${hm}.nc`, hemcoLogfile(hemco)]);
  const restarts = posix.dirname(restart);
  // Unless restart files are there too, which are input.
  const whole = new Set(
    [conventional, experiment.directory].filter(
      (directory) => directory !== "." && !`${restarts}/`.startsWith(`${directory}/`),
    ),
  );
  const isRestart = (path: string) => /Restart\b|HEMCO_restart/i.test(posix.basename(path));
  return {
    directories: [
      ...new Set([conventional, "Restarts", restarts, ...prefixes.map(({ directory }) => directory)]),
    ],
    isEarlier: (path) =>
      written.has(path) ||
      whole.has(path) ||
      (/\.nc4?$/.test(path) && !isRestart(path) && prefixes.some((prefix) => hasPrefix(path, prefix))),
  };
}

const prefixOf = (path: string): FilePrefix => ({
  directory: posix.dirname(posix.normalize(path)),
  name: posix.basename(path),
});

const hasPrefix = (path: string, { directory, name }: FilePrefix): boolean =>
  posix.dirname(path) === directory && posix.basename(path).startsWith(name);
