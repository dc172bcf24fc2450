import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { projectRoot } from "../../../../host/paths.ts";
import { writePackage } from "../../../../scripts/package/write-package.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

/** As a user's project would have it, with this checkout's packages in place of an `npm install` of minutes. */
async function projectWithPackage(): Promise<string> {
  const project = temporaryDirectory("package");
  const modules = path.join(project, "node_modules");
  const installed = path.join(modules, "geos-chem-bench");
  await mkdir(modules);
  await writePackage(path.join(project, "files"));
  const { stdout: tarball } = await execa("npm", ["pack", "--silent", "./files"], { cwd: project });
  await mkdir(installed);
  await execa("tar", ["-xzf", tarball.trim(), "-C", installed, "--strip-components=1"], { cwd: project });
  const { dependencies } = JSON.parse(readFileSync(path.join(installed, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  // Nothing but what it says that it needs, and what the test's own script imports.
  for (const name of [...Object.keys(dependencies), "@types/node"]) {
    const link = path.join(modules, name);
    await mkdir(path.dirname(link), { recursive: true });
    symlinkSync(path.join(projectRoot, "node_modules", name), link);
  }
  return project;
}

test("the packed package runs a job in a project that has only it, and its declarations fit", async () => {
  const project = await projectWithPackage();
  // The script of the documentation, which so is held to the code.
  const [, script = ""] =
    /```ts\n(.*?)```/s.exec(readFileSync(path.join(projectRoot, "docs/local-batch.md"), "utf8")) ?? [];
  writeFileSync(path.join(project, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(path.join(project, "script.ts"), script);
  const tsc = path.join(projectRoot, "node_modules/.bin/tsc");
  const flags = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--types", "node"];
  const [types, run] = await Promise.all([
    execa(tsc, [...flags, "script.ts"], { cwd: project, reject: false, all: true }),
    execa(process.execPath, ["script.ts"], { cwd: project, reject: false, all: true }),
  ]);
  expect(types, types.all).toMatchObject({ exitCode: 0 });
  expect(run, run.all).toMatchObject({ exitCode: 0, stdout: "SUCCEEDED 42" });
});
