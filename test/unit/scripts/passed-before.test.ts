import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { beforeEach, describe, expect, test } from "vitest";
import { keepPassed, slowFilesOf, type Place } from "../../../scripts/passed-before.ts";
import { needs } from "../../support/needs.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const site = "test/e2e/site.test.ts";

describe("a slow test file", () => {
  needs("git");
  let place: Place;
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(place.root, name)), { recursive: true });
    writeFileSync(path.join(place.root, name), text);
  };
  const whether = async (now?: Date) =>
    (await slowFilesOf(place, now)).find(({ file }) => file === site)?.passed;
  const keep = async (passed: ReadonlyMap<string, number>) =>
    keepPassed(place, await slowFilesOf(place), passed);

  beforeEach(async () => {
    const root = temporaryDirectory("checkout");
    place = { root, folder: path.join(root, "..", `${path.basename(root)}-kept`) };
    await execa("git", ["init", "--quiet"], { cwd: root });
    write("report/page.ts", "a page");
    write(site, "its tests");
    await keep(new Map([[site, 27]]));
  });

  test("that passed need not run while its inputs are the same", async () => {
    expect(await whether()).toBe(27);
  });

  test.each([["report/page.ts"], ["report/new.ts"], [site], ["test/support/browser.ts"], ["package.json"]])(
    "runs again when %s changes",
    async (name) => {
      write(name, "something else");
      expect(await whether()).toBeUndefined();
    },
  );

  test.each([["docs/site.md"], ["README.md"], ["test/unit/other.test.ts"], ["infra/network.ts"]])(
    "does not run again for %s",
    async (name) => {
      write(name, "something else");
      expect(await whether()).toBe(27);
    },
  );

  test("runs again after a week, for the machine may be another one", async () => {
    expect(await whether(new Date(Date.now() + 6 * 86_400_000))).toBe(27);
    expect(await whether(new Date(Date.now() + 8 * 86_400_000))).toBeUndefined();
  });

  test("of which a test failed or was skipped is not kept as passed", async () => {
    write("report/page.ts", "another page");
    await keep(new Map());
    expect(await whether()).toBeUndefined();
  });

  test("whose inputs changed while it ran is not kept as passed", async () => {
    write("report/page.ts", "another page");
    const before = await slowFilesOf(place);
    write("report/page.ts", "a third page");
    await keepPassed(place, before, new Map([[site, 27]]));
    expect(await whether()).toBeUndefined();
  });

  test("always runs where git knows no checkout", async () => {
    const elsewhere = { ...place, root: temporaryDirectory("no-checkout") };
    expect(await slowFilesOf(elsewhere)).toEqual([]);
  });
});
