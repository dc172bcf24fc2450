import { mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { explainError } from "../../../../contract/errors.ts";
import { proxyCompilers, type ProxyCompilers } from "../../../../container/build/proxy-compilers.ts";
import { projectRoot } from "../../../../host/paths.ts";
import { silent } from "../../../../host/progress.ts";
import { hostForTests } from "../../../support/start-local.ts";

export interface Toolchain extends ProxyCompilers {
  /** A folder of this checkout that lasts as long as the compilers and the netCDF sources do not change. */
  readonly kept: string;
}

/** The compilers that the job image is built with, or why they are not to be had. */
export async function proxyToolchain(): Promise<Toolchain | { readonly unavailable: string }> {
  try {
    const { engine } = await hostForTests();
    const compilers = await proxyCompilers(engine, silent);
    return { ...compilers, kept: keptFolder(compilers.hash) };
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
