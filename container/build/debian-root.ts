import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { detectHost } from "../../host/detect-host.ts";
import { findProgram } from "../../host/find-program.ts";
import { runCommand } from "../../host/run-command.ts";
import { findDebianMirror } from "./debian-mirror.ts";
import { ensureMmdebstrap } from "./ensure-mmdebstrap.ts";

/** A root file system made of Debian packages that are unpacked and never configured. */
export interface DebianRoot {
  readonly architecture: DockerArchitecture;
  readonly packages: readonly string[];
  /**
   * Shell commands that run on this machine after unpacking; `$root` is the new root, `$inputs` a folder of files. A
   * line that they print with "» " before it is progress.
   */
  readonly hook: string;
  /** Files for the hook, by name. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** More of them, taken from this machine: no part of what the image is, so no part of its hash. */
  readonly hostInputs?: () => Promise<Readonly<Record<string, string>>>;
}

export interface UnpackOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (text: string) => void;
}

export const debianSuite = "trixie";

// Files get no later a time than this, so that the same packages give the same bytes.
const sourceDateEpoch = "1767225600";

/**
 * Writes the root as a tar. Packages are only unpacked (`--variant=extract`): nothing of the foreign architecture runs,
 * which makes it seconds where configuring them under QEMU takes minutes. What their scripts would have set up is
 * missing: users, the linker's cache (the loader finds its default folders without), alternatives, generated files.
 */
export async function unpackDebianRoot(
  root: DebianRoot,
  folder: string,
  options: UnpackOptions = {},
): Promise<string> {
  const { signal, onProgress } = options;
  const host = detectHost();
  const program = await ensureMmdebstrap(host, signal);
  const mirror = await findDebianMirror(host);
  const hookPath = join(folder, "hook.sh");
  await writeFile(hookPath, `set -eu\nroot=$1 inputs=${folder}\n${root.hook}\n`);
  for (const [name, text] of Object.entries({ ...root.inputs, ...(await root.hostInputs?.()) })) {
    await writeFile(join(folder, name), text);
  }
  const tar = join(folder, "root.tar");
  const argv = [
    // The mounts that mmdebstrap makes for the hook end with this namespace, however it ends. Without it, a killed one
    // leaves this machine's /dev/shm mounted in a folder that someone will delete.
    ...(host.root ? ["unshare", "--mount", "--propagation=private"] : []),
    program,
    "--quiet",
    `--mode=${await chooseMode(host.root)}`,
    "--variant=extract",
    `--architectures=${root.architecture}`,
    `--include=${root.packages.join(",")}`,
    ...mirror.aptOptions.map((option) => `--aptopt=${option}`),
    // In this variant customize hooks do not run; this one does, after unpacking.
    `--extract-hook=sh ${hookPath} "$1"`,
    debianSuite,
    tar,
    ...(mirror.url ? [mirror.url] : []),
  ];
  await runCommand(argv, {
    signal,
    // As root its temporary root is ours to remove, should it not come to it itself.
    env: { SOURCE_DATE_EPOCH: sourceDateEpoch, ...(host.root && { TMPDIR: folder }) },
    onLine: (line) => {
      if (line.startsWith("» ")) onProgress?.(line.slice(2));
    },
  });
  return tar;
}

async function chooseMode(root: boolean): Promise<"root" | "unshare"> {
  if (root) return "root";
  if (await findProgram("newuidmap")) return "unshare";
  throw new GeosBenchError("Unpacking a base image without root needs newuidmap, and it is not installed.", {
    code: "unpack-not-possible",
    hint: "Install it (`sudo apt-get install uidmap`), run as root, or make an image registry reachable.",
  });
}
