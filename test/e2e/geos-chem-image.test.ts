import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type Docker from "dockerode";
import { execa } from "execa";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { projectRoot } from "../../host/paths.ts";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import { findProgram } from "../../host/find-program.ts";
import { inspectEngine, type DockerEngine } from "../../host/docker-engine.ts";
import { checkedToolchain, compiledModel } from "../../container/build/geos-chem/compiled-model.ts";
import { givenModel } from "../../container/build/geos-chem/given-model.ts";
import { findRelease } from "../../container/build/geos-chem/release.ts";
import { sha256 } from "../../contract/sha256.ts";
import { smallConfig } from "../support/configs.ts";
import { gcbenchIn } from "../support/gcbench.ts";
import { runContainer } from "../../container/build/run-container.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { isThorough, onlyThorough } from "../support/thorough.ts";
import { unavailable } from "../support/unavailable.ts";
import { makeRunDirectory } from "../unit/runner/geos-chem/support/run-directory.ts";

const found = await inspectEngine();
const native: DockerArchitecture = process.arch === "arm64" ? "arm64" : "amd64";
const foreign: DockerArchitecture = native === "arm64" ? "amd64" : "arm64";
/** Where the model's image is tried as a job: emulated proves more and takes minutes longer. */
const tried = isThorough ? foreign : native;
/** Images that are this run's alone. */
const made: string[] = [];
const report = ({ title, detail }: { title: string; detail: string }) =>
  console.error(`[${title}] ${detail}`);

// GEOS-Chem's source is never here: the stand-in is the given executable, and a program of ours the release.
describe("the image with GEOS-Chem Classic", () => {
  const engine = found.status === "ready" ? found.engine : (undefined as unknown as DockerEngine);
  beforeEach((context) => {
    if (found.status !== "ready") unavailable(context, found.error.message);
  });
  // Of paths that only this run has: nobody would ask for them again.
  afterAll(async () => {
    for (const reference of made) await engine.docker.getImage(reference).remove();
  });

  test.each(["arm64", "amd64"] as const)(
    "has a toolchain for %s that compiles and runs netCDF-Fortran",
    async (architecture) => {
      const checked = await checkedToolchain(
        engine,
        { architecture, repositoryRoot: projectRoot },
        { report },
      );
      expect(checked.architecture).toBe(architecture);
    },
  );

  test("compiles a release, found in its repository before anything long", async (context) => {
    const folder = temporaryDirectory("release");
    if (!(await findProgram("git"))) unavailable(context, "git is not installed");
    const repository = await serveRelease(folder, await bridgeAddress(engine.docker));
    if (!repository) unavailable(context, "git cannot serve a repository here (git daemon)");
    try {
      const { architecture } = engine;
      const release = await findRelease({ tag: "99.0.0", repository: repository.url, architecture });
      const model = await compiledModel(engine, { architecture, repositoryRoot: projectRoot }, release, {
        report,
      });
      made.push(model.reference);
      const { output } = await runContainer(engine.docker, {
        image: model.reference,
        command: ["sh", "-c", "cd /opt/geos-chem && ./gcclassic && cat revision"],
      });
      expect(output).toBe(`a program of the tests, not GEOS-Chem\n${release.commit}\n`);
    } finally {
      repository.stop();
    }
  });

  test.for([native, foreign])("brings Python tools for %s that run", async (architecture, context) => {
    onlyThorough(context, "Python tools");
    const { reference, said } = await givenImage(engine, architecture);
    expect(said).toMatch(/boto3 [\d.]+, numpy [\d.]+, pandas [\d.]+; aws-cli\/2/);
    const { output } = await runContainer(engine.docker, {
      image: reference,
      platform: `linux/${architecture}`,
      command: ["python3", "-v", "-c", "import numpy"],
    });
    // Python says of every module which file its code is from: bytecode, or the source, which takes minutes under QEMU.
    const files = [...output.matchAll(/# code object from '?([^\s']+\/dist-packages\/[^\s']+)/g)];
    const sources = files.map(([, file]) => file ?? "").filter((file) => !file.endsWith(".pyc"));
    expect(files.length).toBeGreaterThan(50);
    expect(sources).toEqual([]);
  });

  test("runs a given model, with its run directory, by local-bench", async () => {
    const { reference, runDirectory, data } = await givenImage(engine, tried);
    const results = temporaryDirectory("results");
    const config = smallConfig(tried === "arm64" ? "arm64" : "x86_64", {
      domain: { type: "global", resolution: "4x5", levels: 72 },
      duration: { days: 1 },
      workload: { engine: "geos-chem-classic", threads: 2 },
    });
    const done = await gcbenchIn(path.join(results, "state"))([
      "local-bench",
      "--no-provision",
      "--json",
      `--config=${JSON.stringify(config)}`,
      `--image=${reference}`,
      `--extdata=${data}`,
      `--output=${results}`,
    ]);
    expect(done, done.stderr).toMatchObject({ exitCode: 0 });
    const { runs } = JSON.parse(done.stdout) as { runs: { result: { directory: string } }[] };
    const stored = await readFile(path.join(runs[0]?.result.directory ?? "", "results.json"), "utf8");
    expect(JSON.parse(stored)).toMatchObject({
      outcome: "succeeded",
      flags: { proxy: false, emulated: { value: tried === foreign } },
      workload: {
        version: { value: "stand-in, computes nothing" },
        executable_sha256: { value: sha256(await readFile(path.join(runDirectory, "gcclassic"))) },
      },
    });
  });
});

interface GivenImage {
  readonly reference: string;
  readonly said: string;
  readonly runDirectory: string;
  readonly data: string;
}

const givenImages = new Map<DockerArchitecture, Promise<GivenImage>>();

/** The stand-in as a given model in the image, by the command that users type; once for an architecture. */
function givenImage(engine: DockerEngine, architecture: DockerArchitecture): Promise<GivenImage> {
  const there = givenImages.get(architecture) ?? buildGivenImage(engine, architecture);
  givenImages.set(architecture, there);
  return there;
}

async function buildGivenImage(engine: DockerEngine, architecture: DockerArchitecture): Promise<GivenImage> {
  const folder = temporaryDirectory("given");
  await chmod(folder, 0o755);
  const { path: runDirectory, data } = makeRunDirectory({ root: folder });
  await chmod(path.join(runDirectory, "gcclassic"), 0o755);
  const built = await gcbenchIn(path.join(folder, "state"))([
    "image",
    "build",
    "--no-provision",
    "--target=geos-chem",
    `--platform=linux/${architecture}`,
    `--run-directory=${runDirectory}`,
  ]);
  expect(built, built.stderr).toMatchObject({ exitCode: 0 });
  const { image: model } = await givenModel(engine, architecture, { runDirectory });
  const reference = built.stdout.trim();
  made.push(reference, model.reference);
  return { reference, said: built.stderr, runDirectory, data };
}

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
