import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { extract } from "tar-stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dockerArchive } from "../../../../container/build/docker-archive.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gcbench-archive-"));
});
afterEach(() => rm(folder, { recursive: true }));

const sha256 = (data: string): string => createHash("sha256").update(data).digest("hex");

async function read(layer: string): Promise<{ id: string; files: Record<string, string> }> {
  const path = join(folder, "layer.tar");
  await writeFile(path, layer);
  const archive = await dockerArchive(path, "localhost/test/base:1-arm64", "arm64", { Cmd: ["/bin/sh"] });
  const files: Record<string, string> = {};
  const entries = extract();
  const collect = async (): Promise<void> => {
    for await (const entry of entries) files[entry.header.name] = await text(entry);
  };
  await Promise.all([pipeline(archive.stream, entries), collect()]);
  return { id: archive.id, files };
}

test("holds the layer, a configuration of the right architecture, and a manifest that names both", async () => {
  const layer = "x".repeat(100_000);
  const { id, files } = await read(layer);
  const [manifest] = JSON.parse(files["manifest.json"] ?? "") as Record<string, unknown>[];
  const config = `${id.replace("sha256:", "")}.json`;
  expect(manifest).toEqual({
    Config: config,
    RepoTags: ["localhost/test/base:1-arm64"],
    Layers: [`${sha256(layer)}/layer.tar`],
  });
  expect(files[`${sha256(layer)}/layer.tar`]).toBe(layer);
  expect(id).toBe(`sha256:${sha256(files[config] ?? "")}`);
  expect(JSON.parse(files[config] ?? "")).toMatchObject({
    architecture: "arm64",
    os: "linux",
    config: { Cmd: ["/bin/sh"] },
    rootfs: { type: "layers", diff_ids: [`sha256:${sha256(layer)}`] },
  });
});

test("the same root gives the same image", async () => {
  expect((await read("root")).id).toBe((await read("root")).id);
  expect((await read("root")).id).not.toBe((await read("another")).id);
});

test("a root that cannot be read is an error, not an empty image", async () => {
  await expect(dockerArchive(join(folder, "none.tar"), "a:1", "arm64", {})).rejects.toThrow("ENOENT");
});
