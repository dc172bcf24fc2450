import { existsSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../../../cli/paths.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { unavailable } from "../../support/unavailable.ts";
import { proxyToolchain } from "./toolchain.ts";

const toolchain = await proxyToolchain();

describe("the proxy's own tests", () => {
  const folder = temporaryDirectory("proxy");
  const proxy = path.join(projectRoot, "container", "proxy");
  const build = "cmake -G Ninja -DCMAKE_BUILD_TYPE=Generic -S /src";

  beforeEach((context) => {
    if ("unavailable" in toolchain) unavailable(context, toolchain.unavailable);
  });

  beforeAll(async () => {
    if ("unavailable" in toolchain) return;
    const { exitCode, output } = await toolchain.run(
      folder,
      `${build} -B /build/native && cmake --build /build/native
       ${build} -B /build/arm64 -DCMAKE_TOOLCHAIN_FILE=/src/toolchain-aarch64.cmake
       cmake --build /build/arm64 --target chemistry_cells`,
    );
    if (exitCode !== 0) throw new Error(output);
  });

  it("pass, every one of them", async () => {
    if ("unavailable" in toolchain) return;
    // The comparison with MICM needs a Python package, so it has a test of its own below.
    const { exitCode, output } = await toolchain.run(
      folder,
      "ctest --test-dir /build/native --output-on-failure --no-tests=error --exclude-regex chemistry-against-micm",
    );
    expect(output).toMatch(/100% tests passed, 0 tests failed out of \d\d/);
    expect(output).not.toContain("Skipped");
    expect(exitCode).toBe(0);
  });

  it("agree with MICM on TS1", async (context) => {
    const python = process.env.GCBENCH_MUSICA;
    if (!python || !existsSync(python))
      unavailable(context, "GCBENCH_MUSICA names no Python that has the package musica");
    const { stdout } = await execa(python, [
      path.join(proxy, "test", "compare_with_micm.py"),
      path.join(folder, "native", "test", "chemistry_cells"),
      path.join(folder, "ts1.mech"),
    ]);
    expect(stdout.match(/^ok TS1 .*$/gm)).toHaveLength(2);
  });

  it("gives the same concentrations on arm64 and x86-64", async () => {
    if ("unavailable" in toolchain) return;
    const [native, arm64] = await Promise.all(
      ["native", "arm64"].map((where) =>
        toolchain.run(
          folder,
          // Ten minutes before and after sunrise at tight tolerances: what differs is the arithmetic, not the method.
          `OMP_NUM_THREADS=1 /build/${where}/test/chemistry_cells /src/mechanisms/pollu.mech 8 3 1200 1e-8 1e-22`,
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
