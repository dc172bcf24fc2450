import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { projectRoot } from "../../host/paths.ts";
import type { Report } from "../../host/progress.ts";
import { contentHash } from "./content-hash.ts";
import { obtainImage } from "./obtain-image.ts";
import { ownUser, runContainer } from "./run-container.ts";
import { toolchainImage } from "./toolchain-image.ts";
import { ts1Table } from "./ts1-table.ts";

const sources = path.join(projectRoot, "container");
const processor = process.arch === "arm64" ? "aarch64" : "x86-64";

export interface ProxyCompilers {
  /** Changes with the compilers and the netCDF sources: what they compiled before is no longer theirs. */
  readonly hash: string;
  /** Runs a shell script among the compilers, with container/ at /src and `folder` at /build, which stays its owner's. */
  readonly run: (folder: string, script: string) => Promise<{ exitCode: number; output: string }>;
}

/** What the job image is compiled with: what is tested or timed outside it is then the same code. */
export async function proxyCompilers(engine: DockerEngine, report: Report): Promise<ProxyCompilers> {
  const image = await obtainImage(engine, toolchainImage(engine.architecture), { report });
  const netcdf = await readFile(path.join(sources, "netcdf", "build.sh"));
  return {
    hash: contentHash({ compilers: image.id, netcdf }),
    run: (folder, script) =>
      runContainer(engine.docker, {
        image: image.reference,
        command: ["/bin/sh", "-euc", script],
        user: ownUser,
        host: { Binds: [`${sources}:/src:ro`, `${folder}:/build`] },
      }),
  };
}

/** Has TS1 as /build/ts1.mech. Ninja and CMake go by the file's time, so it is written only where it changed. */
export async function keepTs1Table(folder: string, cache: string): Promise<void> {
  const file = path.join(folder, "ts1.mech");
  const table = await ts1Table({ cache, repositoryRoot: projectRoot });
  if (!existsSync(file) || (await readFile(file, "utf8")) !== table) await writeFile(file, table);
}

/** Shell lines that make the static netCDF in /build/netcdf, once for a folder. */
export const netcdfLines = `if ! [ -e /build/netcdf.built ]; then
  sh /src/netcdf/build.sh ${processor} /build/netcdf
  touch /build/netcdf.built
fi`;
