import { existsSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { beforeAll, beforeEach, describe, expect, it, type TestContext } from "vitest";
import { projectRoot } from "../../../../host/paths.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { unavailable } from "../../../support/unavailable.ts";
import { proxyToolchain } from "./toolchain.ts";

const toolchain = await proxyToolchain();

describe("the proxy's own tests", () => {
  const folder = temporaryDirectory("proxy");
  const proxy = path.join(projectRoot, "container", "proxy");
  const configure = "cmake -G Ninja -S /src/proxy";
  const processor = process.arch === "arm64" ? "aarch64" : "x86-64";

  beforeEach((context) => {
    if ("unavailable" in toolchain) unavailable(context, toolchain.unavailable);
  });

  beforeAll(async () => {
    if ("unavailable" in toolchain) return;
    const { exitCode, output } = await toolchain.run(
      folder,
      `sh /src/netcdf/build.sh ${processor} /build/netcdf
       ${configure} -B /build/native -DCMAKE_PREFIX_PATH=/build/netcdf
       cmake --build /build/native
       ${configure} -B /build/checked -DCMAKE_BUILD_TYPE=Checked -DCMAKE_PREFIX_PATH=/build/netcdf
       cmake --build /build/checked
       ${configure} -B /build/arm64 -DCTM_PROXY_NETCDF=OFF -DCMAKE_TOOLCHAIN_FILE=/src/proxy/toolchain-aarch64.cmake
       cmake --build /build/arm64 --target chemistry_cells`,
    );
    if (exitCode !== 0) throw new Error(output);
  });

  it.each([
    ["as released", "native"],
    ["with bounds checks and floating-point traps", "checked"],
  ])("pass, every one of them, %s", async (_, build) => {
    if ("unavailable" in toolchain) return;
    // What needs Python packages has tests of its own below.
    const { exitCode, output } = await toolchain.run(
      folder,
      `ctest --test-dir /build/${build} --parallel 2 --output-on-failure --no-tests=error --exclude-regex python\\|micm`,
    );
    expect(output).toMatch(/100% tests passed, 0 tests failed out of \d\d/);
    expect(output).not.toContain("Skipped");
    expect(exitCode).toBe(0);
  });

  const python = async (context: TestContext, script: string, ...args: string[]): Promise<string> => {
    const interpreter = process.env.GCBENCH_PYTHON;
    if (!interpreter || !existsSync(interpreter))
      unavailable(context, "GCBENCH_PYTHON names no Python that has the packages musica and netCDF4");
    // The programs are linked statically, so this machine runs what the container compiled.
    return (await execa(interpreter, [path.join(proxy, "test", script), ...args])).stdout;
  };

  it("agree with MICM on TS1", async (context) => {
    const program = path.join(folder, "native", "test", "chemistry_cells");
    const said = await python(context, "compare_with_micm.py", program, path.join(folder, "ts1.mech"));
    expect(said.match(/^ok TS1 .*$/gm)).toHaveLength(2);
  });

  it("write files that another netCDF reads", async (context) => {
    const program = path.join(folder, "native", "ctm-proxy");
    const said = await python(context, "read_io_files.py", program, path.join(folder, "io-files"));
    expect(said).toContain("read back as they should be");
  });

  it("gives the same concentrations on arm64 and x86-64", async () => {
    if ("unavailable" in toolchain) return;
    const [native, arm64] = await Promise.all(
      ["native", "arm64"].map((where) =>
        toolchain.run(
          folder,
          // Cells from night to noon at tight tolerances: what differs is the arithmetic, not the method.
          `OMP_NUM_THREADS=1 /build/${where}/test/chemistry_cells /src/proxy/mechanisms/pollu.mech 8 3 1200 1e-8 1e-22`,
        ),
      ),
    );
    const [ours, theirs] = [concentrations(native), concentrations(arm64)];
    expect(ours.size).toBe(20);
    expect([...theirs.keys()]).toEqual([...ours.keys()]);
    for (const [species, values] of ours) {
      values.forEach((value, cell) => {
        const other = theirs.get(species)?.[cell] ?? Number.NaN;
        expect(Math.abs(other - value), `${species}, cell ${cell + 1}`).toBeLessThanOrEqual(
          1e-9 * value + 1e-25,
        );
      });
    }
  });
});

/** Concentrations by species, one for each cell, as chemistry_cells prints them after its first line. */
function concentrations(run: { exitCode: number; output: string } | undefined): Map<string, number[]> {
  if (run?.exitCode !== 0) throw new Error(run?.output);
  const lines = run.output.trim().split("\n").slice(1);
  return new Map(
    lines.map((line) => {
      const [name = "", ...values] = line.trim().split(/\s+/);
      return [name, values.map(Number)];
    }),
  );
}
