import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
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
  const table = join(folder, "ts1.mech");
  await mkdir(folder, { recursive: true });
  const text = await ts1Table({ cache: benchFolder(".."), repositoryRoot: projectRoot });
  // By its time CMake knows whether to generate its code anew.
  if (!existsSync(table) || readFileSync(table, "utf8") !== text) await writeFile(table, text);
  try {
    const options = [`-DCMAKE_BUILD_TYPE=${name}`, ...more, `-DCTM_PROXY_TABLES=${table}`];
    await configure(["-S", source, "-B", folder, ...options]);
    await execa("cmake", ["--build", folder, "--parallel", "2", "--target", ...targets]);
  } catch (cause) {
    throw new GeosBenchError("The proxy could not be compiled for this bench.", {
      code: "bench-not-built",
      hint: "It needs cmake, ninja or make, and gfortran on this machine.",
      cause,
    });
  }
  return {
    proxy: join(folder, "ctm-proxy"),
    canary: join(folder, "machine-canary"),
    chemistryCells: join(folder, "test/chemistry_cells"),
  };
}

/** With the machine's netCDF, linked dynamically, if it has one; without, there is no input to time. */
async function configure(options: readonly string[]): Promise<void> {
  const { failed } = await execa("cmake", [...options, "-DCTM_PROXY_NETCDF=ON", "-DCTM_PROXY_STATIC=OFF"], {
    reject: false,
  });
  if (failed) await execa("cmake", [...options, "-DCTM_PROXY_NETCDF=OFF"]);
}
