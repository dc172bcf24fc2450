import { afterAll, beforeEach, describe, test } from "vitest";
import { inspectEngine, type DockerEngine } from "../../host/docker-engine.ts";
import {
  buildGivenImage,
  expectJobOf,
  expectPythonTools,
  expectToolchain,
  foreignArchitecture,
  type GivenImage,
} from "../support/given-image.ts";
import { unavailable } from "../support/unavailable.ts";

const found = await inspectEngine();

// Compilers and Python tools are installed and run under QEMU, which takes minutes.
describe(`the image with GEOS-Chem Classic for ${foreignArchitecture}`, () => {
  const engine = found.status === "ready" ? found.engine : (undefined as unknown as DockerEngine);
  let built: Promise<GivenImage> | undefined;
  const given = () => (built ??= buildGivenImage(engine, foreignArchitecture));
  beforeEach((context) => {
    if (found.status !== "ready") unavailable(context, found.error.message);
  });
  afterAll(async () => (await built)?.remove());

  test("has a toolchain that compiles and runs netCDF-Fortran", () =>
    expectToolchain(engine, foreignArchitecture));

  test("brings Python tools that run", async () => expectPythonTools(engine, await given()));

  test("runs a given model, with its run directory, by local-bench", async () => expectJobOf(await given()));
});
