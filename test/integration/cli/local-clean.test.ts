import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { randomUUID } from "node:crypto";
import type Docker from "dockerode";
import { describe, expect, inject, test } from "vitest";
import { findLeftoverThings } from "../../../cli/clean/find-leftover-things.ts";
import { containerLabels } from "../../../host/ownership/labels.ts";
import { dockerForTests } from "../../support/docker.ts";
import { gcbenchIn } from "../../support/gcbench.ts";
import { needs } from "../../support/needs.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

interface Report {
  readonly bytes_at_most: number;
  readonly items: readonly { part: string; name: string; bytes: number | null; freed: boolean }[];
  readonly kept: readonly { part: string; name: string; reason: string }[];
}

describe("gcbench local clean", () => {
  needs("docker");
  const folder = temporaryDirectory("clean");
  const state = path.join(folder, "state");
  const cache = path.join(folder, "cache");
  const clean = async (...args: string[]) => {
    const done = await gcbenchIn(state)(["local", "clean", "--json", ...args], { XDG_CACHE_HOME: cache });
    expect(done, done.stderr).toMatchObject({ exitCode: 0 });
    return JSON.parse(done.stdout) as Report;
  };
  const fill = () => {
    mkdirSync(path.join(cache, "geos-chem-bench/node"), { recursive: true });
    writeFileSync(path.join(cache, "geos-chem-bench/node/binary"), "x".repeat(2000));
    mkdirSync(path.join(cache, "geos-chem-bench/checkouts"), { recursive: true });
    mkdirSync(state, { recursive: true });
    writeFileSync(path.join(state, "local.log"), "y".repeat(500));
  };
  const files = () => readdirSync(path.join(cache, "geos-chem-bench")).concat(readdirSync(state)).toSorted();

  test("says what it would free and frees nothing", async () => {
    fill();
    const { items, bytes_at_most: bytes } = await clean("--only", "caches", "state");
    expect(bytes).toBe(2500);
    expect(items).toMatchObject([
      { part: "caches", bytes: 2000, freed: false },
      { part: "state", bytes: 500, freed: false },
    ]);
    expect(files()).toEqual(["checkouts", "local.log", "node"]);
    expect(await clean("--only", "caches", "--dry-run")).toMatchObject({ items: [{ freed: false }] });
    expect(files()).toEqual(["checkouts", "local.log", "node"]);
  });

  test("--yes frees it, and nothing that it was not held to", async () => {
    fill();
    const { items } = await clean("--only", "caches", "--yes");
    expect(items).toMatchObject([{ part: "caches", freed: true }]);
    expect(files()).toEqual(["checkouts", "local.log"]);
    await clean("--only", "state", "--yes");
    expect(existsSync(path.join(state, "local.log"))).toBe(false);
  });

  test("says in words what it does", async () => {
    fill();
    const run = gcbenchIn(state);
    const env = { XDG_CACHE_HOME: cache };
    const { stdout } = await run(["local", "clean", "--only", "caches"], env);
    expect(stdout).toMatch(/^caches +0\.0 MB {2}.*node$/m);
    expect(stdout).toMatch(/Nothing is removed: gcbench local clean --yes/);
    const both = await run(["local", "clean", "--yes", "--dry-run"], env);
    expect(both.exitCode).toBe(2);
  });

  test("lists the images of a local environment that is up as kept", async () => {
    const local = inject("local");
    if ("unavailable" in local) throw new Error(local.unavailable);
    const { items, kept } = await clean("--only", "images");
    const jobs = Object.values(local.jobImages);
    expect(kept.map(({ name }) => name)).toEqual(expect.arrayContaining(jobs));
    for (const { name } of items) expect(jobs).not.toContain(name);
  });

  test("finds what an owner left that is gone, and frees it, nothing else", async () => {
    const docker = (await dockerForTests()) as Docker;
    // Owners that no sweep can tell, and so leaves alone: other processes sweep this engine meanwhile.
    const owner = `test-${randomUUID()}`;
    const names = { gone: `${owner}-gone`, living: `${owner}-living` };
    for (const Name of Object.values(names)) {
      await docker.createVolume({ Name, Labels: { [containerLabels.owner]: Name } });
      await docker.createNetwork({ Name, Labels: { [containerLabels.owner]: Name } });
    }
    try {
      const { freeable } = await findLeftoverThings(docker, (other) => other !== names.gone);
      expect(freeable.map(({ name }) => name)).toEqual([
        expect.stringMatching(/^network /),
        `volume ${names.gone}`,
      ]);
      for (const item of freeable) expect(await item.free()).toBe(true);
      const { Volumes } = await docker.listVolumes({ filters: { name: [owner] } });
      expect(Volumes.map(({ Name }) => Name)).toEqual([names.living]);
      const networks = await docker.listNetworks({ filters: { name: [owner] } });
      expect(networks.map(({ Name }) => Name)).toEqual([names.living]);
      const { items } = await clean("--only", "leftovers");
      expect(items.map(({ name }) => name)).not.toContain(`volume ${names.living}`);
    } finally {
      await docker.getVolume(names.living).remove();
      await docker.getNetwork(names.living).remove();
    }
  });
});
