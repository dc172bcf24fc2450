import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test, vi } from "vitest";
import { bundlePlans } from "../../../../container/build/bundle-plans.ts";
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
