import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { projectRoot } from "../../../../host/paths.ts";
import { explainError } from "../../../../contract/errors.ts";
import { silent } from "../../../../host/progress.ts";
import { contentHash } from "../../../../container/build/content-hash.ts";
import { obtainImage } from "../../../../container/build/obtain-image.ts";
import { toolchainImage } from "../../../../container/build/toolchain-image.ts";
import { runContainer } from "../../../../container/build/run-container.ts";
import { ownUser } from "../../../support/docker.ts";
import { hostForTests } from "../../../support/start-local.ts";

export interface Toolchain {
  /** Runs a shell script among the compilers, with container/ at /src and `folder` at /build. */
  readonly run: (folder: string, script: string) => Promise<{ exitCode: number; output: string }>;
  /** A folder of this checkout that lasts as long as the compilers and the netCDF sources do not change. */
  readonly kept: string;
}

/** The compilers that the job image is built with, or why they are not to be had. */
export async function proxyToolchain(): Promise<Toolchain | { readonly unavailable: string }> {
  try {
    const { engine } = await hostForTests();
    const image = await obtainImage(engine, toolchainImage(engine.architecture), { report: silent });
    const sources = path.join(projectRoot, "container");
    const netcdf = await readFile(path.join(sources, "netcdf", "build.sh"));
    return {
      kept: keptFolder(contentHash({ compilers: image.id, netcdf })),
      run: (folder, script) =>
        runContainer(engine.docker, {
          image: image.reference,
          command: ["/bin/sh", "-euc", script],
          user: ownUser,
          host: { Binds: [`${sources}:/src:ro`, `${folder}:/build`] },
        }),
    };
  } catch (error) {
    return { unavailable: explainError(error) };
  }
}

/** Makes it, and removes what other compilers or sources left. */
function keptFolder(hash: string): string {
  const parent = path.join(projectRoot, ".gcbench", "proxy-tests");
  mkdirSync(path.join(parent, hash), { recursive: true });
  for (const name of readdirSync(parent)) {
    if (name !== hash) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
  return path.join(parent, hash);
}
