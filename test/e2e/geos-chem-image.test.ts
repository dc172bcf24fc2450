import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type Docker from "dockerode";
import { execa } from "execa";
import { beforeEach, describe, expect, test } from "vitest";
import { projectRoot } from "../../cli/paths.ts";
import { inspectEngine, type DockerEngine } from "../../emulator/host/docker-engine.ts";
import { checkedToolchain, compiledModel } from "../../emulator/images/geos-chem/compiled-model.ts";
import { findRelease } from "../../emulator/images/geos-chem/release.ts";
import { sha256 } from "../../contract/sha256.ts";
import { smallConfig } from "../support/configs.ts";
import { gcbenchIn } from "../support/gcbench.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { unavailable } from "../support/unavailable.ts";
import { makeRunDirectory } from "../unit/runner/geos-chem/support/run-directory.ts";

const found = await inspectEngine();
const report = ({ title, detail }: { title: string; detail: string }) =>
  console.error(`[${title}] ${detail}`);

// GEOS-Chem's source is never here: the stand-in is the given executable, and a program of ours the release.
describe("the image with GEOS-Chem Classic", () => {
  const engine = found.status === "ready" ? found.engine : (undefined as unknown as DockerEngine);
  beforeEach((context) => {
    if (found.status !== "ready") unavailable(context, found.error.message);
  });

  test.each(["arm64", "amd64"] as const)(
    "has a toolchain for %s that compiles and runs netCDF-Fortran",
    async (architecture) => {
      const made = await checkedToolchain(engine, { architecture, repositoryRoot: projectRoot }, { report });
      expect(made.architecture).toBe(architecture);
    },
  );

  test("compiles a release, found in its repository before anything long", async (context) => {
    const folder = temporaryDirectory("release");
    const repository = await serveRelease(folder, await bridgeAddress(engine.docker));
    if (!repository) return unavailable(context, "git cannot serve a repository here (git daemon)");
    try {
      const { architecture } = engine;
      const release = await findRelease({ tag: "99.0.0", repository: repository.url, architecture });
      const made = await compiledModel(engine, { architecture, repositoryRoot: projectRoot }, release, {
        report,
      });
      const said = await run(engine.docker, made.reference, [
        "sh",
        "-c",
        "cd /opt/geos-chem && ./gcclassic && cat revision",
      ]);
      expect(said).toBe(`a program of the tests, not GEOS-Chem\r\n${release.commit}`);
      await engine.docker.getImage(made.reference).remove();
    } finally {
      repository.stop();
    }
  });

  test("runs a given model, with its run directory, by local-bench", async () => {
    const folder = temporaryDirectory("given");
    await chmod(folder, 0o755);
    const { path: runDirectory, data } = makeRunDirectory({ root: folder });
    await chmod(path.join(runDirectory, "gcclassic"), 0o755);
    const gcbench = gcbenchIn(path.join(folder, "state"));
    const foreign = process.arch === "arm64" ? "amd64" : "arm64";
    const built = await gcbench([
      "image",
      "build",
      "--no-provision",
      "--target=geos-chem",
      `--platform=linux/${foreign}`,
      `--run-directory=${runDirectory}`,
    ]);
    expect(built, built.stderr).toMatchObject({ exitCode: 0 });
    expect(built.stderr).toMatch(/boto3 [\d.]+, numpy [\d.]+, pandas [\d.]+; aws-cli\/2/);
    const config = smallConfig(foreign === "arm64" ? "arm64" : "x86_64", {
      domain: { type: "global", resolution: "4x5", levels: 72 },
      duration: { days: 1 },
      workload: { engine: "geos-chem-classic", threads: 2 },
    });
    const done = await gcbench([
      "local-bench",
      "--no-provision",
      "--json",
      `--config=${JSON.stringify(config)}`,
      `--image=${built.stdout.trim()}`,
      `--extdata=${data}`,
      `--output=${path.join(folder, "results")}`,
    ]);
    expect(done, done.stderr).toMatchObject({ exitCode: 0 });
    const { runs } = JSON.parse(done.stdout) as { runs: { result: { directory: string } }[] };
    const stored = await readFile(path.join(runs[0]?.result.directory ?? "", "results.json"), "utf8");
    expect(JSON.parse(stored)).toMatchObject({
      outcome: "succeeded",
      flags: { proxy: false, emulated: { value: true } },
      workload: {
        version: { value: "stand-in, computes nothing" },
        executable_sha256: { value: sha256(await readFile(path.join(runDirectory, "gcclassic"))) },
      },
    });
  });
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
  for (let attempt = 0; attempt < 50; attempt++) {
    const { exitCode } = await execa("git", ["ls-remote", url], { reject: false });
    if (exitCode === 0) return { url, stop: () => daemon.kill() };
  }
  daemon.kill();
  return undefined;
}

/** This machine as the containers of a build see it. */
async function bridgeAddress(docker: Docker): Promise<string> {
  const bridge = (await docker.getNetwork("bridge").inspect()) as {
    IPAM: { Config: { Gateway?: string }[] };
  };
  return bridge.IPAM.Config[0]?.Gateway ?? "127.0.0.1";
}

async function run(docker: Docker, image: string, command: string[]): Promise<string> {
  const container = await docker.createContainer({ Image: image, Cmd: command, Tty: true });
  try {
    const output = await container.attach({ stream: true, stdout: true, stderr: true });
    const chunks: Buffer[] = [];
    output.on("data", (chunk: Buffer) => chunks.push(chunk));
    await container.start();
    await container.wait();
    return Buffer.concat(chunks).toString().trim();
  } finally {
    await container.remove({ force: true });
  }
}
