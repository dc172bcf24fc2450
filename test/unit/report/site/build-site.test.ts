import { shippedPrices } from "../../../../contract/prices/on-demand-price.ts";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { priceBook } from "../../../../contract/prices/price-book.ts";
import { sha256 } from "../../../../contract/sha256.ts";
import { judgeSuite } from "../../../../report/compare/judge-suite.ts";
import { writeRows } from "../../../support/write-rows.ts";
import { importedReading, importedRow } from "../../../support/imported-row.ts";
import { storeImport } from "../../../../report/import/store-import.ts";
import { updateIndex } from "../../../../report/index/update-index.ts";
import { folderStore } from "../../../../report/read/folder-store.ts";
import { buildSite } from "../../../../report/site/build-site.ts";
import { readSummary, type SiteSummary } from "../../../../report/site/data/site-summary.ts";
import { runPagesInThreads } from "../../../../report/site/run-pages-in-threads.ts";
import type { SiteState } from "../../../../report/site/site-state.ts";
import { folderTarget } from "../../../../report/site/target/folder-target.ts";
import { danglingIn, siteFiles } from "../../../support/site-files.ts";
import { syntheticResult, writeResult, type Synthetic } from "../../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const night = (number: number, more: Synthetic = {}): Synthetic => ({
  jobId: `night-${number}`,
  instanceId: `i-${number}`,
  startedAt: new Date(Date.UTC(2026, 0, 1 + number)).toISOString(),
  wallSeconds: [100 + number, 101 + number],
  ...more,
});

/** A place with results that grows, and the site of it. */
function places() {
  const results = temporaryDirectory("results");
  const add = async (...all: Synthetic[]) => {
    for (const of of all) writeResult(results, syntheticResult(of));
    await updateIndex(folderStore(results));
  };
  const build = (folder: string) =>
    buildSite([folderStore(results)], folderTarget(folder), { version: "0.1.0", region: "us-east-1" });
  return { results, add, build };
}

const text = (folder: string, name: string): string => readFileSync(path.join(folder, name), "utf8");

const pagesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".html"))
      .map((name) => [name, text(folder, name)]),
  );

test("a site that was brought up to date has the pages of one that was made at once", async () => {
  const { add, build } = places();
  const [grown, atOnce] = [temporaryDirectory("site"), temporaryDirectory("site")];
  await add(night(0), night(1), night(2, { instanceType: "c7i.4xlarge" }));
  expect(await build(grown)).toMatchObject({ results: 3, runPages: 3, fromScratch: true });
  const before = pagesIn(grown);
  await add(night(3), night(4, { benchmarkId: "OTHER" }));
  expect(await build(grown)).toMatchObject({ results: 5, runPages: 2, fromScratch: false });
  await build(atOnce);
  expect(pagesIn(grown)).toEqual(pagesIn(atOnce));
  for (const name of Object.keys(before).filter((of) => of.startsWith("runs/")))
    expect(pagesIn(grown)[name]).toBe(before[name]);
});

test("what is named by its content is what its name says, and goes two builds after the last page that names it", async () => {
  const { add, build } = places();
  const site = temporaryDirectory("site");
  const data = () => readdirSync(path.join(site, "data")).filter((name) => name.startsWith("runs-"));
  await add(night(0));
  await build(site);
  const [first = ""] = data();
  expect(sha256(text(site, `data/${first}`))).toContain(first.slice(5, -3));
  await add(night(1));
  await build(site);
  expect(data()).toHaveLength(2);
  await add(night(2));
  await build(site);
  expect(data()).toHaveLength(2);
  expect(data()).not.toContain(first);
});

test("threads write the pages that the process would, and say which results have none", async () => {
  const { results, add, build } = places();
  const site = temporaryDirectory("site");
  await add(night(0), night(1, { benchmarkId: "OTHER" }), night(2, { benchmarkId: "GONE" }));
  await build(site);
  const expected = pagesIn(site);
  rmSync(path.join(site, "runs"), { recursive: true });
  const [gone] = readdirSync(path.join(results, "GONE"));
  rmSync(path.join(results, "GONE", gone ?? ""), { recursive: true });
  const { assets, summary } = JSON.parse(text(site, "site.json")) as SiteState;
  const { chunks } = (await readSummary(folderTarget(site), summary)) as SiteSummary;
  const input = { places: [results], folder: site, assets, version: "0.1.0", retracted: {} };
  expect(await runPagesInThreads(chunks, input)).toMatchObject([{ kind: "truncated" }]);
  const written = Object.entries(pagesIn(site)).filter(([name]) => name.startsWith("runs/"));
  expect(written).toHaveLength(2);
  for (const [name, page] of written) expect(page).toBe(expected[name]);
});

test("a result that is taken back says so on its page, and counts nowhere", async () => {
  const { results, add, build } = places();
  const site = temporaryDirectory("site");
  await add(night(0), night(1));
  await build(site);
  const retracted = [{ job_id: "night-0", reason: "the disk was full", on: "2026-02-01" }];
  writeFileSync(path.join(results, "retractions.json"), JSON.stringify({ retracted }));
  const built = await build(site);
  expect(built).toMatchObject({ fromScratch: false, runPages: 1 });
  const page = built.changed.find((name) => name.startsWith("runs/")) ?? "";
  expect(text(site, page)).toContain("In no ranking: retracted: the disk was full");
  expect(text(site, "index.html")).toContain("the disk was full");
});

test("of copies that differ none is shown, until one is gone", async () => {
  const { results, add, build } = places();
  const site = temporaryDirectory("site");
  await add(night(0), night(1));
  await build(site);
  const other = temporaryDirectory("other");
  writeResult(other, syntheticResult(night(1, { wallSeconds: [5] })));
  await updateIndex(folderStore(other));
  const both = await buildSite([folderStore(results), folderStore(other)], folderTarget(site), {
    version: "0.1.0",
    region: "us-east-1",
  });
  expect(both).toMatchObject({ results: 1, fromScratch: true });
  expect(text(site, "index.html")).toContain("conflicting: other copies of this attempt differ");
  expect(await build(site)).toMatchObject({ results: 2 });
});

test("another version makes everything anew", async () => {
  const { results, add, build } = places();
  const site = temporaryDirectory("site");
  await add(night(0));
  await build(site);
  const options = { version: "0.2.0", region: "us-east-1" };
  expect(await buildSite([folderStore(results)], folderTarget(site), options)).toMatchObject({
    fromScratch: true,
    runPages: 1,
  });
});

test("a place without a result has pages that say so", async () => {
  const { build } = places();
  const site = temporaryDirectory("site");
  expect(await build(site)).toMatchObject({ results: 0 });
  expect(text(site, "index.html")).toContain("No result was found, so there is no answer.");
});

test("imported runs and published ones are shown as in the report, marked, and stay when results come", async () => {
  const { results, add, build } = places();
  const site = temporaryDirectory("site");
  writeRows(results, [await importedRow({ machine: "somebody's cluster" })]);
  expect(await build(site)).toMatchObject({ results: 0 });
  await add(night(0));
  expect(await build(site)).toMatchObject({ results: 1, fromScratch: false });
  const overview = text(site, "index.html");
  expect(overview).toMatch(/somebody&#39;s cluster[^<]*\[imported\]/);
  expect(overview).toContain("[published]");
  expect(overview).toContain("never ranked");
});

test("imported and published runs have a page each, marked, with what is not known and why, while they are shown", async () => {
  const { results, add, build } = places();
  const site = temporaryDirectory("site");
  const folder = await storeImport(await importedReading({ machine: "<b>a cluster</b>" }), results);
  await add();
  await build(site);
  const links = (): string[] =>
    Array.from(text(site, "index.html").matchAll(/href="(runs\/[^"]+)"/g), ([, page = ""]) => page);
  const imported = links().find((page) => !page.includes("published-")) ?? "";
  const page = text(site, imported);
  expect(page).toContain("imported: it ran elsewhere");
  expect(page).toContain("What it cost is not known: nobody said what its machine costs.");
  expect(page).toContain("&lt;b&gt;a cluster&lt;/b&gt;");
  expect(page).toContain("not known:");
  expect(page).toContain("All chemistry");
  const published = links().filter((name) => name.includes("published-"));
  expect(published.length).toBeGreaterThan(0);
  for (const name of published) expect(text(site, name)).toContain("published: as somebody reported it");
  expect(text(site, published[0] ?? "")).toMatch(/it is from <a href="https:/);
  expect(danglingIn(site)).toEqual([]);
  const jobId = folder.split("/").at(-2);
  const retracted = [{ job_id: jobId, reason: "not ours", on: "2026-02-01" }];
  writeFileSync(path.join(results, "retractions.json"), JSON.stringify({ retracted }));
  await build(site);
  expect(existsSync(path.join(site, imported))).toBe(false);
  expect(links()).not.toContain(imported);
});

test("a suite is judged as in the report", async () => {
  const { results, add } = places();
  const site = temporaryDirectory("site");
  const of = (benchmarkId: string, base: number) => (number: number) =>
    night(number, {
      benchmarkId,
      jobId: `${benchmarkId}-${number}`,
      instanceId: `i-${benchmarkId}-${number}`,
      wallSeconds: [base + 0.1 * number],
    });
  const six = [0, 1, 2, 3, 4, 5];
  await add(...six.map(of("A", 100)), ...six.map(of("B", 150)));
  const suite = {
    primary_contrasts: [{ name: "b against a", baseline: "A", candidate: "B" }],
    references: [],
  };
  await buildSite([folderStore(results)], folderTarget(site), {
    version: "0.1.0",
    region: "us-east-1",
    judge: async (load, retractions) =>
      judgeSuite(suite, await load(), { band: 1.05, retractions, keepIn: null, prices: shippedPrices }),
  });
  expect(text(site, "index.html")).toMatch(/verdict-(worse|inconclusive)[^]*b against a/);
});

test("what is gone of a site or torn is made anew, and what no build made goes", async () => {
  const { add, build } = places();
  const site = temporaryDirectory("site");
  await add(night(0), night(1));
  await build(site);
  const whole = siteFiles(site);
  // The summary may have another name after each build (siteFiles says why).
  const state = () => JSON.parse(text(site, "site.json")) as SiteState;
  for (const number of state().files.keys()) {
    const file = state().files[number] ?? "";
    rmSync(path.join(site, file));
    expect(await build(site), file).toMatchObject({ fromScratch: true });
    expect(siteFiles(site)).toEqual(whole);
  }
  writeFileSync(path.join(site, state().summary), "torn");
  expect(await build(site)).toMatchObject({ fromScratch: true });
  writeFileSync(path.join(site, "data/runs-0000000000000000.js"), "of a build that was killed");
  await build(site);
  expect(siteFiles(site)).toEqual(whole);
  expect(readdirSync(path.join(site, "data"))).not.toContain("runs-0000000000000000.js");
});

test("with other prices all costs are others, and no page of a result is written again", async () => {
  const { results, add, build } = places();
  const site = temporaryDirectory("site");
  await add(...[0, 1, 2].map((number) => night(number, { purchaseOption: "on-demand" })));
  await build(site);
  expect(text(site, "index.html")).toContain("US$");
  const options = { version: "0.1.0", region: "us-east-1", prices: priceBook([]) };
  const built = await buildSite([folderStore(results)], folderTarget(site), options);
  expect(built).toMatchObject({ fromScratch: false, runPages: 0 });
  expect(text(site, "index.html")).toContain("no price record of c7g.4xlarge in us-east-1");
});
