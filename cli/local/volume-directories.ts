import { statSync } from "node:fs";
import path from "node:path";
import { jobPaths } from "../../contract/job-paths.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { VolumeDirectories } from "../../emulator/executor/host-volumes.ts";

export interface VolumeOptions {
  /** `HOST_PATH=DIRECTORY`, each. */
  readonly volume?: readonly string[];
  readonly extdata?: string;
  readonly runDirectory?: string;
}

/**
 * Which directories of this machine stand for host paths of an instance. Throws {@link GeosBenchError} `bad-option`.
 */
export function volumeDirectories({ volume = [], extdata, runDirectory }: VolumeOptions): VolumeDirectories {
  const given = volume.map((text): [option: string, hostPath: string, directory: string] => {
    const [, hostPath = "", directory = ""] = /^([^=]*)=(.*)$/.exec(text) ?? [];
    if (!path.posix.isAbsolute(hostPath) || directory === "")
      throw bad(`--volume ${text} is not HOST_PATH=DIRECTORY, such as ${jobPaths.inputData}=/data/ExtData.`);
    return [`--volume ${text}`, path.posix.normalize(hostPath).replace(/(?<=.)\/$/, ""), directory];
  });
  if (extdata !== undefined) given.push([`--extdata ${extdata}`, jobPaths.inputData, extdata]);
  if (runDirectory !== undefined)
    given.push([`--run-directory ${runDirectory}`, jobPaths.models, runDirectory]);
  const places: Record<string, string> = {};
  for (const [option, hostPath, directory] of given) {
    if (hostPath in places) throw bad(`${option} is the second directory for ${hostPath}.`);
    places[hostPath] = existing(option, directory);
  }
  return places;
}

function existing(option: string, directory: string): string {
  const absolute = path.resolve(directory);
  if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory())
    throw bad(`${option}: ${absolute} is not a directory.`);
  return absolute;
}

const bad = (message: string): GeosBenchError =>
  new GeosBenchError(message, {
    code: "bad-option",
    hint: "Give each host path one directory that exists on this machine.",
  });
