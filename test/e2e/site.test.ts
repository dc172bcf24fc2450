import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishedTimings } from "../../contract/published/published-timings.ts";
import { estimate } from "../../report/estimate/estimate.ts";
import { publishedRuns } from "../../report/estimate/published-runs.ts";
import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import { priceBook } from "../../contract/prices/price-book.ts";
import { findProgram } from "../../host/find-program.ts";
import { updateIndex } from "../../report/index/update-index.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import { buildSite } from "../../report/site/build-site.ts";
import { serveSite, type ServedSite } from "../../report/site/serve-site.ts";
import { folderTarget } from "../../report/site/target/folder-target.ts";
import { costSentence, sentence } from "../../report/terminal/estimate-words.ts";
import { keepScreenshots } from "../support/screenshots.ts";
import { needs } from "../support/needs.ts";
import { faultsOnScreens } from "../support/on-screens.ts";
import { syntheticResult, writeResult } from "../support/synthetic-result.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const hostile = `</script><script>document.title="owned"</script><img src=x onerror=alert(1)>\u202E\u001b[31m"'&`;

/** Two types, a benchmark that got slower after forty nights, an emulated run, one whose texts are markup. */
function writeResults(root: string): void {
  for (const [type, base] of [
    ["c7g.4xlarge", 1500],
    ["c7i.4xlarge", 1350],
  ] as const) {
    for (const threads of [4, 8, 15])
      for (const instance of [0, 1, 2])
        writeResult(
          root,
          syntheticResult({
            benchmarkId: `SCALING-${threads}`,
            jobId: `job-${type}-${threads}-${instance}`,
            instanceType: type,
            threads,
            instanceId: `i-${type}-${instance}`,
            purchaseOption: "on-demand",
            wallSeconds: [base / threads + instance, base / threads + instance],
          }),
        );
  }
  for (let night = 0; night < 50; night += 1)
    writeResult(
      root,
      syntheticResult({
        benchmarkId: "NIGHTLY",
        jobId: `night-${night}`,
        instanceId: `i-night-${night}`,
        startedAt: new Date(Date.UTC(2026, 0, 1 + night)).toISOString(),
        threads: 16,
        wallSeconds: [(night < 40 ? 100 : 110) + 0.3 * Math.sin(night)],
        ...(night === 30 && { disturbance: "steal" }),
      }),
    );
  writeResult(root, syntheticResult({ benchmarkId: "EMULATED", jobId: "emulated", emulated: true }));
  writeResult(
    root,
    syntheticResult({ benchmarkId: "HOSTILE", jobId: "hostile", threads: 2, kernel: hostile }),
    { "log.txt": `${"y".repeat(1_000_000)}\n${hostile}\n` },
  );
}

/** As somebody fetched them today: Graviton's is another one than the program comes with. */
const prices = priceBook([
  ...shippedPrices.records.toReversed(),
  {
    region: "us-east-1",
    operating_system: "Linux",
    recorded_on: "2026-11-27",
    source: "a test",
    purchase: "on-demand",
    certainty: "price-list",
    usd_per_hour: { "c7g.4xlarge": 0.123 },
  },
]);

const pages = ["index.html", "compare.html", "history.html", "machines.html", "estimate.html"];

describe("the site in a browser", () => {
  needs("chromium");

  const root = temporaryDirectory("site-results");
  const folder = temporaryDirectory("site");
  let browser: Browser | undefined;

  beforeAll(async () => {
    writeResults(root);
    const store = folderStore(root);
    await updateIndex(store);
    await buildSite([store], folderTarget(folder), { version: "0.1.0", region: "us-east-1", prices });
    const executablePath = await findProgram("chromium");
    if (executablePath) browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });

  let screenshots = "";
  afterAll(async () => {
    await browser?.close();
    console.log(`Screenshots: ${screenshots}`);
  });

  const address = (name: string): string => {
    const [file = "", hash] = name.split("#");
    return `${pathToFileURL(path.join(folder, file)).href}${hash === undefined ? "" : `#${hash}`}`;
  };

  /** A page that is ready, and all that it said and asked for. */
  async function open(name: string, options: Parameters<Browser["newContext"]>[0] = {}) {
    if (!browser) throw new Error("no browser");
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(/^(?:http|file):/.test(name) ? name : address(name));
    await ready(page);
    return { page, said, asked, close: () => context.close() };
  }

  /** Pages that compute fill one element, and then draw. */
  const ready = (page: Page): Promise<void> =>
    expect
      .poll(() =>
        page.evaluate<boolean>(
          `[...document.querySelectorAll("#comparison, #series, #estimate")].every((of) => of.textContent.trim() !== "" && !of.querySelector("noscript") && !of.getAttribute("aria-busy") && !of.querySelector(".drawing:empty"))`,
        ),
      )
      .toBe(true);

  const hostilePage = (): string => {
    const found = readdirSync(path.join(folder, "runs")).find((name) =>
      readFileSync(path.join(folder, "runs", name), "utf8").includes("job hostile"),
    );
    return `runs/${found}`;
  };

  test.each([...pages, "machines/c7g.4xlarge.html"])(
    "%s asks for files of the site alone, without a word",
    async (name) => {
      const { said, asked, close } = await open(name);
      expect(asked.filter((url) => !url.startsWith(pathToFileURL(folder).href))).toEqual([]);
      expect(said).toEqual([]);
      await close();
    },
  );

  test("the list of histories says whose workload was the proxy, and of few points that nothing can be said", async () => {
    const { page, close } = await open("history.html");
    const row = (name: string) => page.locator("main tbody tr", { hasText: name }).first();
    expect(await row("NIGHTLY").innerText()).toMatch(/build generic \[proxy\]\s+regression \+9\.\d %/);
    expect(await row("HOSTILE").innerText()).toContain("too few points to say");
    await close();
  });

  test("the overview leads to the results that it lists, and to what got slower", async () => {
    const { page, close } = await open("index.html");
    expect(await page.locator(".changes a").innerText()).toMatch(
      /^NIGHTLY on c7g\.4xlarge.*regression \+\d+\.\d %.*since 2026-02-10 \(night-40\/1/,
    );
    await page.getByRole("link", { name: /^NIGHTLY night-49/ }).click();
    expect(await page.locator("h1").innerText()).toBe("NIGHTLY");
    expect(await page.locator(".answer").innerText()).toContain("109.7 s of wall time (median; one run)");
    await page.getByRole("link", { name: "c7g.4xlarge" }).click();
    expect(await page.locator("h1").innerText()).toBe("c7g.4xlarge");
    await close();
  });

  test("a run's page has every key of its result, and its log", async () => {
    const { page, said, close } = await open(hostilePage());
    await page.evaluate("document.querySelectorAll('details').forEach((of) => { of.open = true; })");
    const text = await page.locator("main").innerText();
    for (const key of Object.keys(syntheticResult().environment)) expect(text).toContain(key);
    expect(text).toContain(`</script><script>document.title="owned"`);
    expect(text).not.toContain("\u202E");
    expect(text).toMatch(/\d+ bytes of 100\d{4} are not shown/);
    expect(await page.title()).toContain("HOSTILE");
    expect(await page.locator("main script, main img").count()).toBe(0);
    expect(said).toEqual([]);
    await close();
  });

  test("two sets are compared as gcbench compare does, and the address keeps what was chosen", async () => {
    const { page, close } = await open(
      "compare.html#baseline=benchmark_id=SCALING-8,instance_type=c7g.4xlarge&candidate=benchmark_id=SCALING-8,instance_type=c7i.4xlarge",
    );
    // exp of the mean of log((1350/8 + i) / (1500/8 + i)), i = 0, 1, 2.
    const expected = Math.exp(
      [0, 1, 2].reduce((sum, i) => sum + Math.log((1350 / 8 + i) / (1500 / 8 + i)), 0) / 3,
    );
    expect(await page.locator("#comparison .note").first().innerText()).toContain(
      `ratio ${expected.toFixed(3)} (95 %`,
    );
    expect(await page.locator("#comparison .answer").innerText()).toMatch(
      /^SCALING-8, c7i.4xlarge has 9\.9 % less wall time/,
    );
    await page.getByRole("button", { name: "Swap" }).press("Enter");
    await expect
      .poll(() => page.locator("#comparison .note").first().innerText())
      .toContain(`ratio ${(1 / expected).toFixed(3)} (95 %`);
    await page.getByLabel("Candidate: benchmark").selectOption("SCALING-4");
    await expect.poll(() => page.url()).toContain("SCALING-4");
    const link = page.url();
    await expect.poll(() => page.locator("#comparison .answer").innerText()).toContain("SCALING-4");
    const shown = await page.locator("#comparison").innerText();
    await page.goBack();
    await expect.poll(() => page.locator("#comparison .answer").innerText()).not.toContain("SCALING-4");
    const again = await open(link);
    expect(await again.page.locator("#comparison").innerText()).toBe(shown);
    await again.close();
    await close();
  });

  test("two machines are compared benchmark by benchmark", async () => {
    const { page, close } = await open(
      "compare.html#baseline=instance_type=c7g.4xlarge&candidate=instance_type=c7i.4xlarge",
    );
    const table = page.locator("#comparison table").first();
    expect((await table.locator("tbody th").allInnerTexts()).toSorted()).toEqual([
      "SCALING-15",
      "SCALING-4",
      "SCALING-8",
    ]);
    await table.getByRole("link", { name: "SCALING-4" }).click();
    await expect
      .poll(() => page.locator("#comparison .answer").innerText())
      .toContain("SCALING-4, c7i.4xlarge has");
    await close();
  });

  test("what is computed is there before the program that draws, and pictures are as wide as the screen", async () => {
    const { page, asked, close } = await open("compare.html", { viewport: { width: 360, height: 800 } });
    const at = (name: string) => asked.findIndex((url) => url.includes(name));
    expect(at("assets/draw-instances-")).toBeGreaterThan(at("data/runs-"));
    await page.goto(address("history.html#series=NIGHTLY"));
    await ready(page);
    for (const name of ["compare.html", "history.html"]) {
      await page.goto(address(name));
      await ready(page);
      const widths = await page.evaluate<[number, number]>(
        `(() => { const svg = document.querySelector("#comparison svg, #series svg"); return [svg.getBoundingClientRect().width, svg.closest(".scroll").clientWidth]; })()`,
      );
      expect(widths[0], name).toBeLessThanOrEqual(widths[1]);
      // Turned: what was drawn for another screen would be tiny.
      await page.setViewportSize({ width: 700, height: 800 });
      const drawnFor = () =>
        page.evaluate<string>(`document.querySelector("#comparison svg, #series svg").getAttribute("width")`);
      await expect.poll(drawnFor).toMatch(/^6\d\d$/);
      await page.setViewportSize({ width: 360, height: 800 });
      await expect.poll(drawnFor).toMatch(/^3\d\d$/);
    }
    await close();
  });

  test("the compare page knows the prices that the site was made with", async () => {
    const { page, close } = await open(
      "compare.html#baseline=benchmark_id=SCALING-8,instance_type=c7g.4xlarge&candidate=benchmark_id=SCALING-8,instance_type=c7i.4xlarge",
    );
    const row = page.locator("#comparison tr", { hasText: "US$ per hour" });
    expect(await row.innerText()).toMatch(/US\$ per hour\s+0\.1230\s+0\.7140/);
    await close();
  });

  test("a published run has a page, to which the estimate that rests on it leads", async () => {
    const { page, said, close } = await open("estimate.html");
    await page.locator("#estimate th a").first().click();
    expect(await page.locator(".caveat").innerText()).toContain("published: as somebody reported it");
    expect(await page.locator("dl").first().innerText()).toContain("machine, as said");
    expect(said).toEqual([]);
    await close();
  });

  test("what selects nothing is said, with what is allowed", async () => {
    const { page, close } = await open("compare.html#baseline=nonsense=1&candidate=SCALING-4");
    expect(await page.locator("#comparison").innerText()).toContain('"nonsense=1" does not select runs.');
    await close();
  });

  test("a series is drawn with its change and the line that acknowledges it", async () => {
    const { page, close } = await open("history.html#series=NIGHTLY");
    expect(await page.locator("#series figcaption").innerText()).toMatch(
      /regression \+\d+\.\d % \(step\) since 2026-02-10/,
    );
    const [proxy, disturbed, ...others] = await page.locator("#series .caveat").allInnerTexts();
    expect(others).toEqual([]);
    expect(proxy).toMatch(/^proxy: .*not GEOS-Chem/);
    expect(disturbed).toMatch(/^disturbed: /);
    expect(await page.locator("#series code").innerText()).toContain('"from":"night-40/1"');
    await page.locator("#series summary").click();
    const marked = page.locator("#series tbody tr", { hasText: "disturbed" });
    expect(await marked.locator("a").allInnerTexts()).toEqual(["night-30/1"]);
    await page.locator("#series").getByRole("link", { name: "night-40/1" }).click();
    expect(await page.locator(".made").innerText()).toContain("night-40");
    await close();
  });

  test("the estimate is the one of gcbench estimate, at the same rounding", async () => {
    const { page, close } = await open("estimate.html");
    const request = {
      simulation: "fullchem",
      resolution: "4x5",
      levels: 72,
      days: 365,
      threads: null,
      instanceType: "c7g.4xlarge",
    };
    const answers = () => page.locator("#estimate .answer").allInnerTexts();
    const priceOf = (type: string) => prices.onDemand(type, "us-east-1");
    const expected = estimate(request, publishedRuns(), priceOf);
    expect(await answers()).toEqual([sentence(expected), costSentence(expected)]);
    await page.locator("[name=days]").fill("31");
    await page.locator("[name=type]").fill("c7i.16xlarge");
    await page.keyboard.press("Tab");
    const asked = { ...request, days: 31, instanceType: "c7i.16xlarge" };
    const other = estimate(asked, publishedRuns(), priceOf);
    await expect.poll(answers).toEqual([sentence(other), costSentence(other)]);
    expect(page.url()).toContain("days=31");
    await page.locator("[name=threads]").fill("40");
    await page.keyboard.press("Tab");
    await expect
      .poll(() => page.locator("#estimate .against").innerText())
      .toContain("given: 40 threads, allowed: 1 to 32");
    await close();
  });

  test("the keyboard alone reaches the content, the menu and every field", async () => {
    const { page, close } = await open("compare.html");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    const reached: string[] = [];
    for (let step = 0; step < 25; step += 1) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate<string>(
          `(() => { const of = document.activeElement; return of.getAttribute("aria-label") ?? of.id ?? of.textContent; })()`,
        ),
      );
    }
    expect(reached).toEqual(expect.arrayContaining(["Baseline: benchmark", "swap", "Candidate: image"]));
    await close();
  });

  const [published] = publishedTimings;
  test.each([
    ...pages,
    "machines/c7g.4xlarge.html",
    "the page of a result",
    `runs/published-${published?.id}.html`,
  ])("%s fits every screen, and axe finds nothing on it in light and dark", async (name) => {
    const { page, close } = await open(name.endsWith(".html") ? name : hostilePage());
    screenshots = await keepScreenshots(page, `site-${name.replace(/\.html$/, "").replaceAll("/", "-")}`);
    expect(await faultsOnScreens(page)).toEqual([]);
    await close();
  });

  describe("served to this machine", () => {
    let served: ServedSite | undefined;
    beforeAll(async () => {
      served = await serveSite(folder, 0);
    });
    afterAll(() => served?.close());

    test("pages work from a server as from a folder", async () => {
      const { page, said, close } = await open(`${served?.url}compare.html`);
      expect(await page.locator("#comparison .answer").count()).toBe(1);
      expect(said).toEqual([]);
      await close();
    });
  });
});
