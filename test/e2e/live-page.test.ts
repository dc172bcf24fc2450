import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findProgram } from "../../host/find-program.ts";
import { livePage } from "../support/live-page.ts";
import { needs } from "../support/needs.ts";
import { faultsOnScreens } from "../support/on-screens.ts";
import { keepScreenshots } from "../support/screenshots.ts";

const hostile = `</script><script>document.title="owned"</script><img src=x onerror=alert(1)>\u001b[31m\u202Eevil`;
const ended = { exitCode: 0, statusReason: "Essential container in task exited" };

/** What the page's own promise is: it says what happens within a second or two. */
const soon = { timeout: 15_000 };

describe("the live page in a browser", () => {
  needs("chromium");

  let browser: Browser | undefined;
  let live: Awaited<ReturnType<typeof livePage>>;

  beforeAll(async () => {
    live = await livePage();
    const executablePath = await findProgram("chromium");
    if (executablePath) browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    // One runs, one waits for the machine, one can never be placed.
    await live.submit("SMOKE-GRAVITON");
    await live.submit("SMOKE-X86", { jobQueue: "geos-chem-x86-queue" });
    const requirements = [
      { type: "VCPU" as const, value: "64" },
      { type: "MEMORY" as const, value: "1024" },
    ];
    await live.submit("TOO-LARGE", {
      jobQueue: "geos-chem-x86-queue",
      containerOverrides: { resourceRequirements: requirements },
    });
    await vi.waitFor(() => expect(live.attempts).toHaveLength(1), soon);
    live.attempts[0]?.observer.starting();
    live.attempts[0]?.observer.running();
    for (const line of ["runner: ready", hostile, "x".repeat(1_000_000), "שלום 12 s"])
      live.attempts[0]?.observer.log(line, Date.now(), "stdout");
  });

  afterAll(async () => {
    await browser?.close();
    await live.close();
  });

  async function open(options: Parameters<Browser["newContext"]>[0] = {}, hash = "") {
    if (!browser) throw new Error("no browser");
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const said: string[] = [];
    const outside: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith(live.url) && !request.url().startsWith("data:"))
        outside.push(request.url());
    });
    await page.goto(live.url + hash);
    await page.locator("#connection[data-is=live]").waitFor();
    await page.locator("#jobs tr").first().waitFor();
    return { page, said, outside, close: () => context.close() };
  }

  const row = (page: Page, name: string) => page.locator("#jobs tr", { hasText: name });
  const log = (page: Page) => page.locator("#log");

  test("shows jobs by state, why each waits, and who sits on which modelled instance", async () => {
    const { page, said, outside, close } = await open();
    const states = await page.locator("#states button").allInnerTexts();
    expect(states.map((text) => text.split(/\s+/))).toEqual([
      ["0", "SUBMITTED"],
      ["0", "PENDING"],
      ["2", "RUNNABLE"],
      ["0", "STARTING"],
      ["1", "RUNNING"],
      ["0", "SUCCEEDED"],
      ["0", "FAILED"],
    ]);
    expect(await row(page, "SMOKE-X86").innerText()).toContain("LOCAL:HOST_BUSY");
    expect(await row(page, "TOO-LARGE").innerText()).toContain("1 job of its queue came before it.");
    const graviton = page.locator(".environment", { hasText: "graviton" });
    expect(await graviton.innerText()).toMatch(
      /c7g\.4xlarge; 16 of at most 32 vCPUs launched[^]*15 of 16 vCPUs[^]*30,720 of [\d,]+ MiB[^]*SMOKE-GRAVITON/,
    );
    expect(await page.locator(".environment", { hasText: "x86" }).innerText()).toContain("no instance");
    expect([said, outside]).toEqual([[], []]);
    await close();
  });

  test("the keyboard alone chooses states and a job, whose log comes as it is written, as text", async () => {
    const { page, said, close } = await open();
    await page.locator("#states button", { hasText: "RUNNABLE" }).focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#jobs th").allInnerTexts()).toEqual(["TOO-LARGE", "SMOKE-X86"]);
    await page.keyboard.press("Enter");
    await row(page, "SMOKE-GRAVITON").getByRole("button").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => log(page).locator(".text").count(), soon).toBe(4);
    const lines = await log(page).locator(".text").allInnerTexts();
    expect(lines[0]).toBe("runner: ready");
    expect(lines[1]).toBe(hostile.replace("\u001b", "␛").replace("\u202E", "\uFFFD"));
    expect(lines[2]).toMatch(/^x{1000}… \(1000000 characters\)$/);
    expect(lines[3]).toBe("שלום 12 s");
    expect([await page.title(), await page.locator("img").count()]).toEqual(["Local AWS Batch", 0]);
    live.attempts[0]?.observer.log("a line of this moment", Date.now(), "stdout");
    await expect.poll(() => log(page).innerText(), soon).toContain("a line of this moment");
    // Who gets the address sees the same.
    const again = await open({}, new URL(page.url()).hash);
    await expect.poll(() => log(again.page).innerText(), soon).toContain("a line of this moment");
    expect(await again.page.locator("#job-title").innerText()).toBe("SMOKE-GRAVITON");
    expect(said).toEqual([]);
    await again.close();
    await close();
  });

  test("fits every screen, and axe finds nothing on it in light and dark", async () => {
    const { page, close } = await open();
    await row(page, "SMOKE-GRAVITON").getByRole("button").click();
    await page.locator("#log div").first().waitFor();
    console.log(`Screenshots: ${await keepScreenshots(page, "live")}`);
    expect(await faultsOnScreens(page)).toEqual([]);
    for (const width of [360, 768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      // A column that others press together has a letter in each line.
      const widths = await page
        .locator("#jobs td, #jobs th")
        .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width));
      expect(Math.min(...widths)).toBeGreaterThan(60);
    }
    await close();
  });

  test("results come when a job has ended, marked, and the next one starts; a lost connection is said", async () => {
    const { page, close } = await open();
    const [first] = live.attempts;
    const id = first?.request.jobId ?? "";
    live.store(id, [10, 12, 11]);
    first?.finish(ended);
    await expect
      .poll(() => row(page, "SMOKE-GRAVITON").innerText(), soon)
      .toContain("11.0 s wall (the median of 3 timed runs), 7,855 simulated days per day [emulated] [proxy]");
    await expect.poll(() => row(page, "SMOKE-X86").innerText(), soon).toContain("STARTING");
    await expect
      .poll(() => row(page, "TOO-LARGE").innerText(), soon)
      .toContain("MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT");
    live.attempts[1]?.observer.running();
    live.attempts[1]?.finish({ exitCode: 137, statusReason: ended.statusReason, reason: "OutOfMemoryError" });
    await expect
      .poll(() => row(page, "SMOKE-X86").innerText(), soon)
      .toContain(
        "OutOfMemoryError; exit code 137; Essential container in task exited; no result: it left none",
      );
    await keepScreenshots(page, "live-ended");
    await live.close();
    await expect.poll(() => page.locator("#connection").innerText(), soon).toContain("Connection lost");
    await close();
  });
});
