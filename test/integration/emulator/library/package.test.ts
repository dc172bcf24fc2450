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
  for (const name of [...Object.keys(dependencies), "@types/node"]) await linkPackage(project, name);
  writeFileSync(path.join(project, "package.json"), JSON.stringify({ type: "module" }));
  return project;
}

async function linkPackage(project: string, name: string): Promise<void> {
  const link = path.join(project, "node_modules", name);
  await mkdir(path.dirname(link), { recursive: true });
  symlinkSync(path.join(projectRoot, "node_modules", name), link);
}

/** The script of the documentation below a heading, which so is held to the code. */
function documentedScript(heading: string): string {
  const [, section = ""] = readFileSync(path.join(projectRoot, "docs/local-batch.md"), "utf8").split(
    `\n${heading}\n`,
  );
  return /```ts\n(.*?)```/s.exec(section)?.[1] ?? "";
}

/** What TypeScript says of a script in the project. */
const typesOf = (project: string, script: string) =>
  execa(
    path.join(projectRoot, "node_modules/.bin/tsc"),
    ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--types", "node", script],
    { cwd: project, reject: false, all: true },
  );

const runIn = (project: string, script: string) =>
  execa(process.execPath, [script], { cwd: project, reject: false, all: true });

test("the packed package runs a job in a project that has only it, and its declarations fit", async () => {
  const project = await projectWithPackage();
  writeFileSync(path.join(project, "script.ts"), documentedScript("## A job"));
  const [types, run] = await Promise.all([typesOf(project, "script.ts"), runIn(project, "script.ts")]);
  expect(types, types.all).toMatchObject({ exitCode: 0 });
  expect(run, run.all).toMatchObject({ exitCode: 0, stdout: "SUCCEEDED 42" });

  // Its other entry point, where the project has testcontainers.
  await linkPackage(project, "testcontainers");
  writeFileSync(path.join(project, "in-container.ts"), documentedScript("## With testcontainers"));
  const fits = await typesOf(project, "in-container.ts");
  expect(fits, fits.all).toMatchObject({ exitCode: 0 });
  writeFileSync(
    path.join(project, "imported.ts"),
    `import { LocalBatchContainer } from "geos-chem-bench/testcontainers";
     console.log(new LocalBatchContainer().withJobs("docker").constructor.name);`,
  );
  const imported = await runIn(project, "imported.ts");
  expect(imported, imported.all).toMatchObject({ exitCode: 0, stdout: "LocalBatchContainer" });
});
