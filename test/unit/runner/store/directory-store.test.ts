import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createDirectoryStore } from "../../../../runner/store/directory-store.ts";
import { temporaryDirectory } from "../support/ports.ts";

const options = { sha256: "", bytes: 0 };
const text = (name: string, content: string) => ({ name, body: { text: content } });

test("the write check leaves nothing behind, not even directories", async () => {
  const root = temporaryDirectory();
  await createDirectoryStore(join(root, "a/b/c")).checkWritable();
  expect(readdirSync(root)).toEqual([]);
});

test("the write check keeps directories that were there", async () => {
  const root = temporaryDirectory();
  mkdirSync(join(root, "a"));
  await createDirectoryStore(join(root, "a/b")).checkWritable();
  expect(readdirSync(root)).toEqual(["a"]);
});

test("objects appear whole under their names", async () => {
  const root = temporaryDirectory();
  writeFileSync(join(root, "spool"), "log");
  const store = createDirectoryStore(join(root, "out"));
  await store.put(text("runs/0/report.json", "{}"), options);
  await store.put({ name: "log.txt", body: { file: join(root, "spool") } }, options);
  expect(readdirSync(join(root, "out")).sort()).toEqual(["log.txt", "runs"]);
  expect(readFileSync(join(root, "out/log.txt"), "utf8")).toBe("log");
});

test("a manifest is written once; the same content again is no error", async () => {
  const store = createDirectoryStore(temporaryDirectory());
  await store.putOnce(text("manifest.json", "first"), options);
  await store.putOnce(text("manifest.json", "first"), options);
  await expect(store.putOnce(text("manifest.json", "second"), options)).rejects.toMatchObject({
    code: "already-stored",
  });
  await expect(store.checkWritable()).rejects.toMatchObject({ code: "already-stored" });
  expect(readdirSync(store.location)).toEqual(["manifest.json"]);
});

test("a file in the way and a file system without directories are told apart from permissions", async () => {
  const root = temporaryDirectory();
  writeFileSync(join(root, "file"), "");
  await expect(createDirectoryStore(join(root, "file/x")).checkWritable()).rejects.toMatchObject({
    code: "not-a-directory",
  });
  await expect(createDirectoryStore("/proc/nowhere/x").checkWritable()).rejects.toMatchObject({
    code: "no-such-directory",
  });
});

test("a directory without write permission is access-denied", async () => {
  const root = temporaryDirectory();
  chmodSync(root, 0o555);
  // Root may write anywhere, so a test run as root becomes nobody for a moment.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    await expect(createDirectoryStore(join(root, "x")).checkWritable()).rejects.toMatchObject({
      code: "access-denied",
    });
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
  expect(existsSync(join(root, "x"))).toBe(false);
});
