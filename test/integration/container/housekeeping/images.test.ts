import { mkdirSync } from "node:fs";
import { randomUUID } from "node:crypto";
import path from "node:path";
import type Docker from "dockerode";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { contextTar } from "../../../../container/build/build-context.ts";
import { followEngineStream } from "../../../../container/build/engine-stream.ts";
import { findImage } from "../../../../container/build/image-store.ts";
import { baseImage } from "../../../../container/build/base-image.ts";
import { obtainImage } from "../../../../container/build/obtain-image.ts";
import { noteNeed, type CheckoutPlace } from "../../../../container/housekeeping/checkout-needs.ts";
import { ourImages } from "../../../../container/housekeeping/our-images.ts";
import { removeReplaced } from "../../../../container/housekeeping/remove-replaced.ts";
import { stageLabel } from "../../../../container/housekeeping/stage-label.ts";
import { usedImagesLabel } from "../../../../contract/used-images-label.ts";
import { findImages } from "../../../../cli/clean/find-images.ts";
import { ownerId } from "../../../../host/ownership/owner-id.ts";
import { containerLabels } from "../../../../host/ownership/labels.ts";
import { sweepContainers } from "../../../../host/ownership/sweep.ts";
import { runContainer } from "../../../../container/build/run-container.ts";
import { inspectEngine, type DockerEngine } from "../../../../host/docker-engine.ts";
import { silent } from "../../../../host/progress.ts";
import { needs } from "../../../support/needs.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

// A kind and an architecture that only these tests have: the engine is everybody's.
const id = randomUUID().slice(0, 8);
const kind = `test-${id}`;
const architecture = id;
const nameOf = (content: string) => `localhost/geos-chem-bench/${kind}:${content}-${architecture}`;

describe("housekeeping of images", () => {
  needs("docker");
  const local = inject("local");
  let docker: Docker;
  let engine: DockerEngine;
  let base = "";
  const folder = temporaryDirectory("housekeeping");
  const place = (name: string): CheckoutPlace => {
    const checkout = path.join(folder, name);
    mkdirSync(checkout, { recursive: true });
    return { folder: path.join(folder, "notes"), checkout };
  };
  const own = place("own");

  beforeAll(async () => {
    if ("unavailable" in local) return;
    const state = await inspectEngine();
    if (state.status !== "ready") throw state.error;
    ({ engine } = state);
    ({ docker } = engine);
    base = (await obtainImage(engine, baseImage(engine.architecture), { report: silent })).reference;
  });
  afterAll(async () => {
    if ("unavailable" in local) return;
    for (const { freeable } of [await findImages(docker, own)])
      for (const item of freeable) if (item.name.includes(id) || stages.has(item.name)) await item.free();
  });

  // Whoever runs the tests may have it set.
  beforeEach(() => void vi.stubEnv("GCBENCH_KEEP_IMAGES", ""));
  afterEach(() => void vi.unstubAllEnvs());

  /** Ids of compile stages that these tests left. */
  const stages = new Set<string>();
  const findStages = async () => {
    const found = await docker.listImages({ filters: { dangling: ["true"], label: [stageLabel] } });
    const ours = found.filter(({ Labels }) => Labels[stageLabel]?.startsWith(`${architecture}-`));
    for (const { Id } of ours) stages.add(Id);
    return ours.map(({ Labels }) => Labels[stageLabel]);
  };

  /**
   * Builds as the job image is built: one stage compiles, the image takes from it; the lines that the builder wrote.
   */
  async function build(content: string, source: string, by = own): Promise<string[]> {
    const stage = `${architecture}-${source}`;
    const reference = nameOf(content);
    await Promise.all([noteNeed(kind, reference, by), noteNeed(`stage-${kind}`, stage, by)]);
    const dockerfile = `FROM ${base} AS compile
COPY source /source
RUN cp /source /compiled
ARG STAGE
LABEL ${stageLabel}="\${STAGE}"
FROM ${base}
COPY --from=compile /compiled /compiled
COPY content /content
`;
    const context = contextTar([
      { path: "Dockerfile", content: dockerfile },
      { path: "source", content: `${id} ${source}` },
      { path: "content", content: `${id} ${content}` },
    ]);
    const lines: string[] = [];
    const answer = await docker.buildImage(context, {
      t: reference,
      version: "1",
      rm: true,
      buildargs: { STAGE: stage },
    });
    await followEngineStream(answer, "build", (line) => lines.push(line));
    return lines;
  }
  const replace = (content: string, by = own) =>
    removeReplaced(docker, { kind, architecture, reference: nameOf(content) }, by);
  const isThere = async (content: string) => (await findImage(docker, nameOf(content))) !== undefined;

  it("removes what a build replaces, its compile stage too, and keeps what makes the next build quick", async () => {
    await build("first", "a");
    await build("second", "a");
    expect(await replace("second")).toEqual([nameOf("first")]);
    expect(await Promise.all([isThere("first"), isThere("second"), findStages()])).toEqual([
      false,
      true,
      [`${architecture}-a`],
    ]);
    // Only the content changed: nothing is compiled again.
    const lines = await build("third", "a");
    const compiling = lines.slice(lines.findIndex((line) => line.includes("RUN cp")));
    expect(compiling[1]).toContain("Using cache");
    await replace("third");

    await build("fourth", "b");
    expect(await findStages()).toHaveLength(2);
    await replace("fourth");
    expect(await findStages()).toEqual([`${architecture}-b`]);
    expect(await isThere("third")).toBe(false);
  });

  it("keeps what another checkout needs, until that checkout is gone", async () => {
    const other = place("other");
    await build("theirs", "theirs", other);
    await build("ours", "ours");
    expect(await replace("ours")).not.toContain(nameOf("theirs"));
    expect(await isThere("theirs")).toBe(true);
    expect(await findStages()).toContain(`${architecture}-theirs`);
    const found = (await ourImages(docker, own)).find(({ name }) => name === nameOf("theirs"));
    expect(found).toMatchObject({ checkouts: [other.checkout], isUsed: false });

    // The note is there; the folder that it names is not.
    const gone = { ...other, checkout: `${other.checkout}-gone` };
    await build("gone", "gone", gone);
    expect(await replace("ours")).toContain(nameOf("gone"));
  });

  it("keeps what a container is made of or stands for", async () => {
    await build("run", "run");
    await build("stood-for", "run");
    const { Id: runId } = await docker.getImage(nameOf("run")).inspect();
    const container = await docker.createContainer({
      Image: runId,
      Cmd: ["true"],
      Labels: { [usedImagesLabel]: `${nameOf("stood-for")} localhost/other:1` },
    });
    try {
      await build("next", "run");
      await replace("next");
      expect(await Promise.all([isThere("run"), isThere("stood-for")])).toEqual([true, true]);
      const { freeable, kept } = await findImages(docker, own);
      expect(freeable.map(({ name }) => name)).not.toContain(nameOf("run"));
      expect(kept.map(({ name }) => name)).toEqual(
        expect.arrayContaining([nameOf("run"), nameOf("stood-for")]),
      );
    } finally {
      await container.remove({ force: true });
    }
    await replace("next");
    expect(await Promise.all([isThere("run"), isThere("stood-for")])).toEqual([false, false]);
  });

  it("is off where GCBENCH_KEEP_IMAGES says so", async () => {
    await build("older", "c");
    await build("newer", "c");
    vi.stubEnv("GCBENCH_KEEP_IMAGES", "1");
    expect(await replace("newer")).toEqual([]);
    expect(await isThere("older")).toBe(true);
  });

  it("a local environment that is up stands for the images of its jobs", async () => {
    if ("unavailable" in local) throw new Error(local.unavailable);
    const { kept } = await findImages(docker, own);
    const names = kept.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.values(local.jobImages)));
  });

  it("finds the container of a step whose process is gone", async () => {
    const run = runContainer(docker, { image: base, command: ["sleep", "3600"] });
    const filters = { label: [`${containerLabels.owner}=${ownerId()}`], status: ["running"] };
    await expect.poll(() => docker.listContainers({ filters })).toHaveLength(1);
    expect(await sweepContainers(docker, (owner) => owner !== ownerId())).toHaveLength(1);
    expect((await run).exitCode).toBe(137);
  });

  it("frees an image that was listed", async () => {
    await build("listed", "d");
    const { freeable } = await findImages(docker, own);
    const listed = freeable.find(({ name }) => name === nameOf("listed"));
    expect(listed).toMatchObject({ part: "images", note: expect.stringContaining(own.checkout) as string });
    expect(listed?.bytes).toBeGreaterThan(1e6);
    expect(await listed?.free()).toBe(true);
    expect(await isThere("listed")).toBe(false);
  });
});
