import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { expect, test, vi } from "vitest";
import { bundlePlans } from "../../../../container/build/bundle-plans.ts";
import { bundleRunner } from "../../../../container/build/bundle-runner.ts";
import { sha256 } from "../../../../contract/sha256.ts";
import { projectRoot } from "../../../../host/paths.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

test("what closes plans is one file that needs nothing of this checkout, and has what the site asks for", async () => {
  const bundle = await bundlePlans(projectRoot);
  const file = path.join(temporaryDirectory("closer"), "close.mjs");
  writeFileSync(file, bundle);
  const program = (await import(pathToFileURL(file).href)) as {
    close(args: readonly string[]): Promise<void>;
  };
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  await program.close(["--plan", "-"]);
  expect(said).toHaveBeenCalledWith(expect.stringContaining("a link of the chain"));
  said.mockRestore();
  const text = Buffer.from(bundle).toString("utf8");
  expect(text).toContain("body.site");
  expect(text).not.toMatch(/readFileSync\(new URL\("site\.css"/);
});

test("the same sources give the same bytes, whoever loads them: an image has one hash", async () => {
  const modules = ["bundle-plans", "bundle-runner"].map((name) =>
    path.join(projectRoot, `container/build/${name}.ts`),
  );
  const program = `
    const [{ bundlePlans }, { bundleRunner }] = await Promise.all(${JSON.stringify(modules)}.map((file) => import(file)));
    const { createHash } = await import("node:crypto");
    const root = ${JSON.stringify(projectRoot)};
    for (const bytes of [await bundlePlans(root), await bundleRunner(root)])
      console.log(createHash("sha256").update(bytes).digest("hex"));`;
  const { stdout } = await execa(process.execPath, ["--input-type=module", "--eval", program]);
  const here = [await bundlePlans(projectRoot), await bundleRunner(projectRoot)];
  expect(stdout.split("\n")).toEqual(here.map(sha256));
});
