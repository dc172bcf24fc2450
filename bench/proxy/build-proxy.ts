import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { keepTs1Table, netcdfLines, proxyCompilers } from "../../container/build/proxy-compilers.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { inspectEngine } from "../../host/docker-engine.ts";
import { silent } from "../../host/progress.ts";
import { benchFolder } from "../cache-folder.ts";

export interface BuiltProxy {
  readonly proxy: string;
  readonly canary: string;
  readonly chemistryCells: string;
}

const types = { generic: "Generic", tuned: "Tuned -DCTM_PROXY_MARCH=native" } as const;

/**
 * The proxy and what goes with it, compiled for this machine by the job image's compilers and linked statically as there:
 * with GEOS-Chem's flags, or tuned for this machine's processor.
 */
export async function buildProxy(build: keyof typeof types): Promise<BuiltProxy> {
  const state = await inspectEngine();
  if (state.status !== "ready") throw state.error;
  const compilers = await proxyCompilers(state.engine, silent);
  const folder = benchFolder(`proxy-${compilers.hash}`);
  await mkdir(folder, { recursive: true });
  await keepTs1Table(folder, benchFolder(".."));
  const { exitCode, output } = await compilers.run(
    folder,
    `${netcdfLines}
     cmake -G Ninja -S /src/proxy -B /build/${build} -DCMAKE_BUILD_TYPE=${types[build]} \\
       -DCTM_PROXY_TABLES=/build/ts1.mech -DCMAKE_PREFIX_PATH=/build/netcdf
     cmake --build /build/${build} --target ctm-proxy machine-canary chemistry_cells`,
  );
  if (exitCode !== 0) {
    throw new GeosBenchError("The proxy could not be compiled for this bench.", {
      code: "bench-not-built",
      hint: "The compilers' own words are below.",
      cause: new Error(output),
    });
  }
  return {
    proxy: join(folder, build, "ctm-proxy"),
    canary: join(folder, build, "machine-canary"),
    chemistryCells: join(folder, build, "test/chemistry_cells"),
  };
}
