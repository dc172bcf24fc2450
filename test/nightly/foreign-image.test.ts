import { afterAll, beforeEach, describe, test } from "vitest";
import { inspectEngine, type DockerEngine } from "../../host/docker-engine.ts";
import {
  buildGivenImage,
  expectJobOf,
  expectPythonTools,
  foreignArchitecture,
  type GivenImage,
} from "../support/given-image.ts";
import { unavailable } from "../support/unavailable.ts";

const found = await inspectEngine();

// Its Python tools are installed and compiled under QEMU: five minutes.
describe(`the image with GEOS-Chem Classic for ${foreignArchitecture}`, () => {
  const engine = found.status === "ready" ? found.engine : (undefined as unknown as DockerEngine);
  let built: Promise<GivenImage> | undefined;
  const given = () => (built ??= buildGivenImage(engine, foreignArchitecture));
  beforeEach((context) => {
    if (found.status !== "ready") unavailable(context, found.error.message);
  });
  afterAll(async () => (await built)?.remove());

  test("brings Python tools that run", async () => expectPythonTools(engine, await given()));

  test("runs a given model, with its run directory, by local-bench", async () => expectJobOf(await given()));
});
