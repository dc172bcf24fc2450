import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type Docker from "dockerode";
import { execa } from "execa";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { projectRoot } from "../../host/paths.ts";
import { findProgram } from "../../host/find-program.ts";
import { inspectEngine, type DockerEngine } from "../../host/docker-engine.ts";
import { compiledModel } from "../../container/build/geos-chem/compiled-model.ts";
import { findRelease } from "../../container/build/geos-chem/release.ts";
import { runContainer } from "../../container/build/run-container.ts";
import {
  buildGivenImage,
  expectJobOf,
  expectPythonTools,
  expectToolchain,
  nativeArchitecture,
  onStandardError,
  type GivenImage,
} from "../support/given-image.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { unavailable } from "../support/unavailable.ts";

const found = await inspectEngine();

// GEOS-Chem's source is never here: the stand-in is the given executable, and a program of ours the release. The image
// for the other architecture is in test/nightly.
describe("the image with GEOS-Chem Classic", () => {
  const engine = found.status === "ready" ? found.engine : (undefined as unknown as DockerEngine);
  beforeEach((context) => {
    if (found.status !== "ready") unavailable(context, found.error.message);
  });
  let built: Promise<GivenImage> | undefined;
  const given = () => (built ??= buildGivenImage(engine, nativeArchitecture));
  afterAll(async () => (await built)?.remove());

  test("has a toolchain that compiles and runs netCDF-Fortran", () =>
    expectToolchain(engine, nativeArchitecture));

  test("compiles a release, found in its repository before anything long", async (context) => {
    const folder = temporaryDirectory("release");
    if (!(await findProgram("git"))) unavailable(context, "git is not installed");
    const repository = await serveRelease(folder, await bridgeAddress(engine.docker));
    if (!repository) unavailable(context, "git cannot serve a repository here (git daemon)");
    try {
      const { architecture } = engine;
      const release = await findRelease({ tag: "99.0.0", repository: repository.url, architecture });
      const model = await compiledModel(engine, { architecture, repositoryRoot: projectRoot }, release, {
        report: onStandardError,
      });
      const { output } = await runContainer(engine.docker, {
        image: model.reference,
        command: ["sh", "-c", "cd /opt/geos-chem && ./gcclassic && cat revision"],
      });
      await engine.docker.getImage(model.reference).remove();
      expect(output).toBe(`a program of the tests, not GEOS-Chem\n${release.commit}\n`);
    } finally {
      repository.stop();
    }
  });

  test("brings Python tools that run", async () => expectPythonTools(engine, await given()));

  test("runs a given model, with its run directory, by local-bench", async () => expectJobOf(await given()));
});

/** A repository with one tag, whose build leaves bin/gcclassic as the model's does; served as a clone needs it. */
async function serveRelease(folder: string, address: string) {
  const source = path.join(folder, "GCClassic");
  await mkdir(source);
  await writeFile(
    path.join(source, "CMakeLists.txt"),
    `cmake_minimum_required(VERSION 3.13)
project(release LANGUAGES Fortran)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY \${CMAKE_BINARY_DIR}/bin)
add_executable(gcclassic main.f90)
`,
  );
  await writeFile(
    path.join(source, "main.f90"),
    "print '(a)', 'a program of the tests, not GEOS-Chem'\nend\n",
  );
  const git = (...args: string[]) =>
    execa("git", ["-C", source, "-c", "user.name=test", "-c", "user.email=test@localhost", ...args]);
  await execa("git", ["init", "--quiet", source]);
  await git("add", ".");
  await git("commit", "--quiet", "-m", "a release of the tests");
  await git("tag", "99.0.0");
  const port = 20_000 + (process.pid % 10_000);
  const daemon = execa("git", [
    "daemon",
    "--export-all",
    "--reuseaddr",
    `--base-path=${folder}`,
    `--listen=${address}`,
    `--port=${port}`,
  ]);
  daemon.catch(() => {});
  const url = `git://${address}:${port}/GCClassic`;
  const isServed = await vi
    .waitFor(() => execa("git", ["ls-remote", url]), { timeout: 60_000, interval: 50 })
    .then(
      () => true,
      () => false,
    );
  if (isServed) return { url, stop: () => daemon.kill() };
  daemon.kill();
  return undefined;
}

/** This machine as the containers of a build see it. */
async function bridgeAddress(docker: Docker): Promise<string> {
  const bridge = (await docker.getNetwork("bridge").inspect()) as {
    IPAM: { Config: { Subnet: string; Gateway?: string }[] };
  };
  const { Subnet = "", Gateway } = bridge.IPAM.Config[0] ?? {};
  // The first start of an engine on a machine leaves the gateway out; it is the first address (172.17.0.0/16 has .0.1).
  return Gateway ?? Subnet.replace(/\.0\/\d+$/, ".1");
}
