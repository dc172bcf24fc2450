import { createWriteStream } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { DockerArchitecture } from "../../../contract/architecture.ts";
import { digestFile } from "../../../contract/digest-file.ts";
import { elfHeaderBytes, elfMachine } from "../../../contract/elf-machine.ts";
import { GeosBenchError } from "../../../contract/errors.ts";
import type { DockerEngine } from "../../../host/docker-engine.ts";
import { contextTar, type ContextEntry } from "../build-context.ts";
import { contentHash } from "../content-hash.ts";
import { localImage } from "../image-names.ts";
import { findImage, type StoredImage } from "../image-store.ts";
import { loadRoot } from "../load-root.ts";
import { withScratchFolder } from "../scratch-folder.ts";

const uname: Record<DockerArchitecture, string> = { arm64: "aarch64", amd64: "x86_64" };

/** A compiled model of the user's own. */
export interface GivenModel {
  readonly executable?: string | undefined;
  readonly runDirectory?: string | undefined;
}

/** Left behind by builds and runs, or leading out of the run directory. */
const leftOut = new Set(["build", ".git", "OutputDir", "CodeDir", "gcclassic_timers.json"]);

/**
 * An image whose /opt/geos-chem is the given model: `gcclassic`, `rundir`. Links to files become the files: what they
 * lead to is not in the image. Throws {@link GeosBenchError} `bad-option` for what could not run.
 */
export async function givenModel(
  engine: DockerEngine,
  architecture: DockerArchitecture,
  given: GivenModel,
  signal?: AbortSignal,
): Promise<{ readonly image: StoredImage; readonly executableSha256: string }> {
  const { executable, runDirectory } = await checkGivenModel(given, architecture);
  const files = runDirectory === undefined ? [] : await runDirectoryEntries(runDirectory);
  const entries: ContextEntry[] = [
    ...["opt", "opt/geos-chem"].map((folder) => ({ path: folder, directory: true as const })),
    { path: "opt/geos-chem/gcclassic", mode: 0o755, file: executable },
    ...files,
  ];
  const digests: Record<string, string> = {};
  for (const entry of entries) {
    if (!("file" in entry)) continue;
    digests[`${entry.path} ${entry.mode ?? ""}`] = (await digestFile(entry.file, ["sha256"])).sha256;
  }
  const executableSha256 = digests["opt/geos-chem/gcclassic 493"] ?? "";
  const reference = localImage("geos-chem-model", contentHash(digests), architecture);
  const there = await findImage(engine.docker, reference);
  if (there) return { image: there, executableSha256 };
  const image = await withScratchFolder(async (folder) => {
    const tar = path.join(folder, "model.tar");
    await pipeline(contextTar(entries), createWriteStream(tar));
    return loadRoot(engine, tar, { reference, architecture, config: {} }, signal);
  });
  return { image, executableSha256 };
}

/** Resolves the paths. Before anything is built: a wrong one is found in milliseconds. */
export async function checkGivenModel(
  { executable, runDirectory }: GivenModel,
  architecture: DockerArchitecture,
): Promise<{ readonly executable: string; readonly runDirectory: string | undefined }> {
  const directory = runDirectory === undefined ? undefined : path.resolve(runDirectory);
  if (directory !== undefined && !(await isFile(path.join(directory, "geoschem_config.yml")))) {
    throw bad(
      `--run-directory ${directory} has no geoschem_config.yml.`,
      "Give one that createRunDir.sh of GEOS-Chem Classic 14 made.",
    );
  }
  const program = path.resolve(executable ?? path.join(directory ?? "", "gcclassic"));
  if (!(await isFile(program))) {
    throw bad(`There is no executable at ${program}.`, "Give the compiled gcclassic as --executable.");
  }
  const machine = await machineOf(program);
  if (machine !== undefined && machine !== uname[architecture]) {
    throw bad(
      `${program} is compiled for ${machine}; linux/${architecture} needs ${uname[architecture]}.`,
      `Give --platform linux/${architecture === "arm64" ? "amd64" : "arm64"}, or an executable for this one.`,
    );
  }
  return { executable: await realpath(program), runDirectory: directory };
}

/** Everything of a run directory that a run needs. */
export async function runDirectoryEntries(root: string): Promise<ContextEntry[]> {
  const entries: ContextEntry[] = [{ path: "opt/geos-chem/rundir", directory: true }];
  const walk = async (below: string): Promise<void> => {
    for (const name of (await readdir(path.join(root, below))).toSorted()) {
      const inside = path.posix.join(below, name);
      // The executable is beside the run directory.
      if (leftOut.has(inside) || inside === "gcclassic") continue;
      const from = path.join(root, inside);
      const found = await stat(from).catch(() => undefined);
      const to = `opt/geos-chem/rundir/${inside}`;
      if (!found) {
        throw bad(
          `${from} is a link that leads nowhere.`,
          "Complete or remove it: the image can hold only what is there.",
        );
      }
      if (found.isDirectory()) {
        entries.push({ path: to, directory: true });
        await walk(inside);
      } else entries.push({ path: to, mode: found.mode & 0o111 ? 0o755 : 0o644, file: await realpath(from) });
    }
  };
  await walk("");
  return entries;
}

async function machineOf(program: string): Promise<string | undefined> {
  const file = await open(program);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(elfHeaderBytes), 0, elfHeaderBytes, 0);
    return elfMachine(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

const isFile = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

const bad = (message: string, hint: string): GeosBenchError =>
  new GeosBenchError(message, { code: "bad-option", hint });
