import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { execa } from "execa";
import { beforeAll, beforeEach, describe, expect, it, type TestContext } from "vitest";
import { contentHash } from "../../../../container/build/content-hash.ts";
import { keepTs1Table, netcdfLines } from "../../../../container/build/proxy-compilers.ts";
import { cacheFolder, projectRoot } from "../../../../host/paths.ts";
import { lacking } from "../../../support/requirements.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { isThorough } from "../../../support/thorough.ts";
import { unavailable } from "../../../support/unavailable.ts";
import { proxyToolchain } from "./toolchain.ts";

const toolchain = await proxyToolchain();

describe("the proxy's own tests", () => {
  // A folder that lasts: what passed with the same sources and compilers is not run again (CI=true does).
  const folder = isThorough || "unavailable" in toolchain ? temporaryDirectory("proxy") : toolchain.kept;
  const proxy = path.join(projectRoot, "container", "proxy");
  const configure = "cmake -G Ninja -S /src/proxy";

  beforeEach((context) => {
    if ("unavailable" in toolchain) unavailable(context, toolchain.unavailable);
  });

  beforeAll(async () => {
    if ("unavailable" in toolchain) return;
    const { run } = toolchain;
    await keepTs1Table(folder, cacheFolder());
    // netCDF depends on what the folder is named after; all else Ninja brings up to date.
    const script = `${netcdfLines}
       ${configure} -B /build/native -DCTM_PROXY_TABLES=/build/ts1.mech -DCMAKE_PREFIX_PATH=/build/netcdf
       cmake --build /build/native
       ${configure} -B /build/checked -DCMAKE_BUILD_TYPE=Checked -DCMAKE_PREFIX_PATH=/build/netcdf
       cmake --build /build/checked
       ${configure} -B /build/arm64 -DCTM_PROXY_NETCDF=OFF -DCMAKE_TOOLCHAIN_FILE=/src/proxy/toolchain-aarch64.cmake \
         -DCTM_PROXY_GENERATED=/build/checked/generated
       cmake --build /build/arm64 --target chemistry_cells`;
    const { exitCode, output } = await run(folder, script);
    if (exitCode !== 0) throw new Error(output);
  });

  // What needs Python packages has tests of its own below.
  const python = "python|micm";
  const pass = async (build: string, context: TestContext): Promise<void> => {
    if ("unavailable" in toolchain) throw new Error(toolchain.unavailable);
    const passed = path.join(folder, `${build}.passed`);
    const sources = await hashOfFolder(proxy);
    if (existsSync(passed) && (await readFile(passed, "utf8")) === sources) {
      context.skip("passed before, with the very same sources and compilers");
    }
    const { exitCode, output } = await toolchain.run(
      folder,
      `ctest --test-dir /build/${build} --parallel 2 --output-on-failure --no-tests=error --exclude-regex '${python}'`,
    );
    expect(output).toMatch(/100% tests passed, 0 tests failed out of \d+/);
    expect(output).not.toContain("Skipped");
    expect(exitCode).toBe(0);
    await writeFile(passed, sources);
  };

  it("pass, every one of them, as released", (context) => pass("native", context));

  it("pass, every one of them, with bounds checks and floating-point traps", (context) =>
    pass("checked", context));

  const runPython = async (context: TestContext, script: string, ...args: string[]): Promise<string> => {
    const missing = await lacking("peers");
    if (missing !== undefined) unavailable(context, missing);
    const interpreter = process.env["GCBENCH_PYTHON"] ?? "";
    // The programs are linked statically, so this machine runs what the container compiled.
    return (await execa(interpreter, [path.join(proxy, "test", script), ...args])).stdout;
  };

  it("agree with MICM on TS1", async (context) => {
    const program = path.join(folder, "native", "test", "chemistry_cells");
    const said = await runPython(
      context,
      "compare_with_micm.py",
      program,
      path.join(folder, "compared.mech"),
    );
    expect(said.match(/^ok TS1 .*, vector: .*$/gm)).toHaveLength(2);
    expect(said.match(/^ok TS1 .*, generated: .*$/gm)).toHaveLength(2);
  });

  it("write files that another netCDF reads", async (context) => {
    const program = path.join(folder, "native", "ctm-proxy");
    const said = await runPython(context, "read_io_files.py", program, path.join(folder, "io-files"));
    expect(said).toContain("read back as they should be");
  });

  it("gives the same concentrations on arm64 and x86-64", async () => {
    if ("unavailable" in toolchain) throw new Error(toolchain.unavailable);
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

/** Of all files in it. */
async function hashOfFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map(async (file) => [file, await readFile(file)] as const));
  return contentHash(Object.fromEntries(contents));
}

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
