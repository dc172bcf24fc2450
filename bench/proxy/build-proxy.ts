import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../host/paths.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { ts1Table } from "../../container/build/ts1-table.ts";
import { benchFolder } from "../cache-folder.ts";

export interface BuiltProxy {
  readonly proxy: string;
  readonly canary: string;
  readonly chemistryCells: string;
}

const targets = ["ctm-proxy", "machine-canary", "chemistry_cells"];

/**
 * The proxy and what goes with it, compiled on and for this machine: with GEOS-Chem's flags, or tuned for its
 * processor.
 */
export async function buildProxy(build: "generic" | "tuned"): Promise<BuiltProxy> {
  const folder = benchFolder(`proxy-${build}`);
  const type = build === "generic" ? ["Generic"] : ["Tuned", "-DCTM_PROXY_MARCH=native"];
  const [name, ...more] = type;
  const source = join(projectRoot, "container/proxy");
  try {
    // None of the kernels that are timed writes netCDF, and few machines have one for a static program.
    const options = [`-DCMAKE_BUILD_TYPE=${name}`, ...more, "-DCTM_PROXY_NETCDF=OFF"];
    await execa("cmake", ["-S", source, "-B", folder, ...options]);
    await execa("cmake", ["--build", folder, "--parallel", "2", "--target", ...targets]);
  } catch (cause) {
    throw new GeosBenchError("The proxy could not be compiled for this bench.", {
      code: "bench-not-built",
      hint: "It needs cmake, ninja or make, and gfortran on this machine.",
      cause,
    });
  }
  const table = join(folder, "mechanisms/ts1.mech");
  await mkdir(dirname(table), { recursive: true });
  await writeFile(table, await ts1Table({ cache: benchFolder(".."), repositoryRoot: projectRoot }));
  return {
    proxy: join(folder, "ctm-proxy"),
    canary: join(folder, "machine-canary"),
    chemistryCells: join(folder, "test/chemistry_cells"),
  };
}
