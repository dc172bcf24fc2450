import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findProgram } from "../../host/find-program.ts";
import { writeReport } from "../../report/files/write-report.ts";
import { overview, type IdentifiedVerdict } from "../../report/overview/overview.ts";
import { publishedTimings } from "../../contract/published/published-timings.ts";
import { judgeFamily } from "../../report/compare/judge-family.ts";
import type { Verdict } from "../../report/compare/verdict.ts";
import { interleaved } from "../support/arms.ts";
import { importedRow } from "../support/imported-row.ts";
import { keepScreenshots } from "../support/screenshots.ts";
import { needs } from "../support/needs.ts";
import { faultsOnScreens } from "../support/on-screens.ts";
import { syntheticRows } from "../support/synthetic-rows.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const hostile = `</script><script>document.title="owned"</script><img src=x onerror=alert(1)>\u202E\u001b[31m"'&`;

/** Two types with several numbers of threads, one emulated run, and one whose texts are markup. */
const rows = [
  ...(["c7g.4xlarge", "c7i.4xlarge"] as const).flatMap((instanceType) =>
    [4, 8, 15].flatMap((threads) =>
      [0, 1, 2].flatMap((instance) =>
        syntheticRows({
          benchmarkId: `SCALING-${threads}`,
          jobId: `job-${instanceType}-${threads}-${instance}`,
          instanceType,
          threads,
          instanceId: `i-${instance}`,
          purchaseOption: "on-demand",
          wallSeconds: [1500 / threads + instance, 1501 / threads + instance],
        }),
      ),
    ),
  ),
  ...Array.from({ length: 26 }, (_, night) =>
    syntheticRows({
      benchmarkId: "NIGHTLY",
      jobId: `night-${night}`,
      instanceId: `i-night-${night}`,
      startedAt: new Date(Date.UTC(2026, 0, 1 + night)).toISOString(),
      threads: 16,
      wallSeconds: [(night < 20 ? 100 : 110) + 0.3 * Math.sin(night)],
    }),
  ).flat(),
  ...syntheticRows({ jobId: "emulated", emulated: true, wallSeconds: [900] }),
  ...[0, 1, 2].flatMap((instance) =>
    syntheticRows({ benchmarkId: "MODEL", jobId: `model-${instance}`, wallSeconds: [900 + instance] }).map(
      (row) => ({
        ...row,
        engine: "geos-chem-classic",
        simulation: "fullchem",
        tracers: null,
        mechanism: null,
        proxy: false,
        instance_id: `i-model-${instance}`,
        purchase_option: "on-demand",
      }),
    ),
  ),
  ...syntheticRows({
    benchmarkId: "HOSTILE",
    jobId: "hostile",
    kernel: hostile,
    threads: 2,
    wallSeconds: [800],
  }),
];

const elsewhere = await importedRow({
  machine: `שלום ${hostile}`,
  usdPerHour: 0.68,
  note: `${hostile}${"n".repeat(1_000_000)}`,
});

/** A judged contrast whose name is markup. */
const verdict: IdentifiedVerdict = {
  id: "v-0123456789abcdef-1",
  ...(judgeFamily([interleaved(hostile, [1, 2, 3], [1, 2, 3])])[0] as Verdict),
};

const shown = overview({
  places: [`s3://bucket/${hostile}`],
  runs: rows,
  imported: [elsewhere],
  published: publishedTimings,
  verdicts: [verdict],
  kept: { value: "s3://bucket" },
  references: [],
  retractions: [],
  acknowledgements: [],
  leftOut: [
    { uri: `s3://bucket/${hostile}`, kind: "foreign", reason: `${"x".repeat(1_000_000)} ${hostile}` },
  ],
  conflicting: [],
});

describe("the report in a browser", () => {
  needs("chromium");

  const folder = temporaryDirectory("page");
  const file = path.join(folder, "report.html");
  let browser: Browser | undefined;

  beforeAll(async () => {
    await writeReport(file, shown, [...rows, elsewhere], {
      madeAt: new Date("2026-02-01T00:00:00Z"),
      version: "0.1.0",
    });
    const executablePath = await findProgram("chromium");
    if (executablePath) browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });

  let screenshots = "";
  afterAll(async () => {
    await browser?.close();
    console.log(`Screenshots: ${screenshots}`);
  });

  /** An open page, and all that it said and asked for. */
  async function open(options: Parameters<Browser["newContext"]>[0] = {}) {
    if (!browser) throw new Error("no browser");
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, said, asked, close: () => context.close() };
  }

  const text = (page: Page, selector: string): Promise<string[]> => page.locator(selector).allInnerTexts();

  test("shows what the overview holds, without a request and without a word on the console", async () => {
    const { page, said, asked, close } = await open();
    expect(asked).toEqual([pathToFileURL(file).href]);
    screenshots = await keepScreenshots(page, "report");
    const [subject] = shown.subjects;
    expect(await text(page, "section > h2")).toEqual(shown.subjects.map(({ title }) => title));
    expect((await text(page, ".answer"))[0]).toContain("c7g.4xlarge, 15 threads, generic: 101.0 s (95 % ");
    await page.evaluate("document.querySelectorAll('details').forEach((of) => { of.open = true; })");
    const ranking = page
      .locator("table", { hasText: "Configurations, those that may be ranked first" })
      .first();
    expect(await ranking.locator("tbody tr").count()).toBe(subject?.configurations.length);
    expect(await ranking.locator("tbody th").allInnerTexts()).toEqual(
      subject?.configurations.map(({ label, caveats }) =>
        [label, ...caveats.map((of) => `[${of}]`)].join(" "),
      ),
    );
    expect((await text(page, "figcaption")).filter((title) => title.startsWith("NIGHTLY"))).toEqual([
      expect.stringMatching(
        /^NIGHTLY on c7g\.4xlarge.*: regression \+\d+\.\d %.*since 2026-01-21 \(night-20\/1/,
      ),
    ]);
    expect(said).toEqual([]);
    await close();
  });

  test("is complete without scripts", async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    expect(await page.locator("svg[role=img]").count()).toBeGreaterThanOrEqual(5);
    expect(await page.locator("table").count()).toBeGreaterThanOrEqual(6);
    await close();
  });

  test("texts of results are text, whatever they contain", async () => {
    const { page, said, close } = await open();
    expect(await page.title()).toBe("Benchmarks of GEOS-Chem");
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(1);
    await page.evaluate("document.querySelectorAll('details').forEach((of) => { of.open = true; })");
    const body = await page.locator("body").innerText();
    // The note of an import, its claimed machine, the name of a contrast, a place in a command.
    expect(body).toContain(`(${1_000_000 + hostile.length} characters)`);
    expect(body).toContain("\u2068שלום </script>");
    expect(body).toContain("gcbench explain v-0123456789abcdef-1 --results 's3://bucket/</script>");
    // eslint-disable-next-line no-control-regex
    expect(body).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
    expect(body).toContain(`</script><script>document.title="owned"`);
    expect(body).not.toContain("\u202E");
    expect(said).toEqual([]);
    await close();
  });

  test("runs from elsewhere are marked in every picture and table that shows them, and never ranked", async () => {
    const { page, close } = await open();
    await page.evaluate("document.querySelectorAll('details').forEach((of) => { of.open = true; })");
    const section = page.locator("section", { hasText: "GEOS-Chem Classic" }).first();
    for (const name of await section.locator("svg text, th[scope=row]").allTextContents()) {
      if (/^FULLCHEM|^gc-/.test(name)) expect(name).toMatch(/ \[(imported|published)\]$/);
    }
    for (const [picture, ...marks] of [
      ["cost", "imported"],
      ["ranking", "imported", "published"],
    ] as const) {
      const chart = `svg[aria-labelledby*="-${picture}-title"]`;
      const drawn = section.locator("figure", { has: page.locator(chart) });
      for (const mark of marks) expect(await drawn.locator(chart).textContent()).toContain(`[${mark}]`);
      expect(await drawn.locator(".marks a").allInnerTexts()).toEqual(marks);
    }
    for (const mark of ["imported", "published"]) {
      // What it means stands once, and every picture's mark leads there.
      await section.locator(".marks a", { hasText: mark }).first().click();
      expect(await page.locator(":target").innerText()).toMatch(new RegExp(`^${mark}: .*never ranked\\.$`));
      expect(await page.locator(".caveat", { hasText: `${mark}: ` }).count()).toBe(1);
    }
    // Its simulated day takes 500 s, ours 901 s: ours is the answer all the same.
    expect(await section.locator(".answer").innerText()).toContain("c7g.4xlarge, 15 threads, generic: 901");
    expect(await section.locator("figcaption").first().innerText()).toMatch(/^c7g\.4xlarge.*is the fastest/);
    await close();
  });

  test("tables are sorted and filtered from the keyboard alone", async () => {
    const { page, close } = await open();
    await page.evaluate("document.querySelectorAll('details').forEach((of) => { of.open = true; })");
    const ranking = page
      .locator("table", { hasText: "Configurations, those that may be ranked first" })
      .first();
    const times = () => ranking.locator("tbody tr td:nth-child(4)").allInnerTexts();
    const before = (await times()).map(Number);
    const head = ranking.getByRole("button", { name: "s per simulated day" });
    await head.focus();
    await page.keyboard.press("Enter");
    expect((await times()).map(Number)).toEqual(before.toSorted((a, b) => a - b));
    await page.keyboard.press("Enter");
    expect((await times()).map(Number)).toEqual(before.toSorted((a, b) => b - a));
    const filter = page.getByLabel("Rows with").first();
    const rowsSeen = () =>
      page.evaluate<string[]>(
        `[...document.querySelector("input[type=search]").closest("label").nextElementSibling.querySelectorAll("tbody tr")]
          .filter((row) => row.checkVisibility()).map((row) => row.innerText)`,
      );
    const all = await rowsSeen();
    await filter.focus();
    await page.keyboard.type("c7i");
    const left = await rowsSeen();
    expect(left).toHaveLength(all.filter((row) => row.includes("c7i")).length);
    expect(left.filter((row) => !row.includes("c7i"))).toEqual([]);
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(all.length);
    await close();
  });

  test("fits every screen, and axe finds nothing on it in light and dark", async () => {
    const { page, close } = await open();
    expect(await faultsOnScreens(page)).toEqual([]);
    await close();
  });

  test("the files beside it are there under the names that it links to", async () => {
    const { page, close } = await open();
    const links = await page
      .locator("a[download]")
      .evaluateAll((all) => all.map((of) => of.getAttribute("href")));
    expect(links).toEqual(["report.json", "report.csv", "report.parquet", "report.md", "report.junit.xml"]);
    const csv = readFileSync(path.join(folder, "report.csv"), "utf8").trimEnd().split("\n");
    expect(csv).toHaveLength(1 + rows.length + 1);
    expect(JSON.parse(readFileSync(path.join(folder, "report.json"), "utf8"))).toMatchObject({ format: 1 });
    await close();
  });
});
