import { chmod, readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "vitest";
import { checkedToolchain } from "../../container/build/geos-chem/compiled-model.ts";
import { givenModel } from "../../container/build/geos-chem/given-model.ts";
import { runContainer } from "../../container/build/run-container.ts";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import { sha256 } from "../../contract/sha256.ts";
import { projectRoot } from "../../host/paths.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { makeRunDirectory } from "../unit/runner/geos-chem/support/run-directory.ts";
import { smallConfig } from "./configs.ts";
import { gcbenchIn } from "./gcbench.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

export const nativeArchitecture: DockerArchitecture = process.arch === "arm64" ? "arm64" : "amd64";
export const foreignArchitecture: DockerArchitecture = nativeArchitecture === "arm64" ? "amd64" : "arm64";

export interface GivenImage {
  readonly architecture: DockerArchitecture;
  readonly reference: string;
  /** What the command printed while it was made. */
  readonly said: string;
  readonly runDirectory: string;
  readonly data: string;
  /** It is of paths that only this run has: nobody would ask for it again. */
  readonly remove: () => Promise<void>;
}

/** The stand-in as a given model in the image, by the command that users type. */
export async function buildGivenImage(
  engine: DockerEngine,
  architecture: DockerArchitecture,
): Promise<GivenImage> {
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
  return {
    architecture,
    reference,
    said: built.stderr,
    runDirectory,
    data,
    async remove() {
      for (const image of [reference, model.reference]) await engine.docker.getImage(image).remove();
    },
  };
}

/** For what makes images. */
export const onStandardError = ({ title, detail }: { title: string; detail: string }): void =>
  console.error(`[${title}] ${detail}`);

/** What the model would be compiled with compiles and runs a program that uses netCDF. */
export async function expectToolchain(engine: DockerEngine, architecture: DockerArchitecture): Promise<void> {
  const wanted = { architecture, repositoryRoot: projectRoot };
  const checked = await checkedToolchain(engine, wanted, { report: onStandardError });
  expect(checked.architecture).toBe(architecture);
}

/** Its Python tools run, and from bytecode: Python that compiles its modules anew takes minutes under QEMU. */
export async function expectPythonTools(
  { docker }: DockerEngine,
  { architecture, reference, said }: GivenImage,
): Promise<void> {
  expect(said).toMatch(/boto3 [\d.]+, numpy [\d.]+, pandas [\d.]+; aws-cli\/2/);
  const { output } = await runContainer(docker, {
    image: reference,
    platform: `linux/${architecture}`,
    command: ["python3", "-v", "-c", "import numpy"],
  });
  // Python says of every module which file its code is from: bytecode, or the source.
  const files = [...output.matchAll(/# code object from '?([^\s']+\/dist-packages\/[^\s']+)/g)];
  const sources = files.map(([, file]) => file ?? "").filter((file) => !file.endsWith(".pyc"));
  expect(files.length).toBeGreaterThan(50);
  expect(sources).toEqual([]);
}

/** A job of it by local-bench, with its run directory; the result names the very program. */
export async function expectJobOf({
  architecture,
  reference,
  runDirectory,
  data,
}: GivenImage): Promise<void> {
  const results = temporaryDirectory("results");
  const config = smallConfig(architecture === "arm64" ? "arm64" : "x86_64", {
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
    flags: { proxy: false, emulated: { value: architecture === foreignArchitecture } },
    workload: {
      version: { value: "stand-in, computes nothing" },
      executable_sha256: { value: sha256(await readFile(path.join(runDirectory, "gcclassic"))) },
    },
  });
}
