import axe from "axe-core";
import type { Page } from "playwright-core";

/** A telephone, a tablet, a laptop, a large screen; px. */
const widths = [360, 768, 1280, 1920];
const colourSchemes = ["light", "dark"] as const;
/** Of screens on which axe-core looks, which takes seconds: between them no layout is another one. */
const inspected = new Set([360, 1920]);

/**
 * What is wrong with a page on small and large screens, in light and dark: it is wider than the screen, a picture is wider
 * than its room or was drawn for another screen, or axe-core finds something. Opens what is folded.
 */
export async function faultsOnScreens(page: Page): Promise<string[]> {
  const faults: string[] = [];
  await page.evaluate("document.querySelectorAll('details').forEach((of) => { of.open = true; })");
  // The pages' policy forbids scripts; the inspector's stand outside of it.
  await page.evaluate(axe.source);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of colourSchemes) {
      await page.emulateMedia({ colorScheme });
      const where = `${width} px, ${colorScheme}`;
      const wide = await settled(page);
      faults.push(...wide.map((what) => `${where}: ${what}`));
      if (!inspected.has(width)) continue;
      const { violations } = await page.evaluate<{
        violations: { id: string; nodes: { html: string }[] }[];
      }>("axe.run()");
      faults.push(...violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html}`));
    }
  }
  await page.emulateMedia({ colorScheme: null });
  return faults;
}

/** What is too wide once pictures are drawn for the screen as it is: scripts draw them anew when it changes, after a while. */
export async function settled(page: Page): Promise<string[]> {
  await page.waitForFunction(`${tooWide}.length === 0`, undefined, { timeout: 10_000 }).catch(() => {});
  return page.evaluate<string[]>(tooWide);
}

/** In the page: what goes beyond the screen, and pictures that have to be scrolled or are scaled to less than four fifths. */
const tooWide = `[
  ...(document.documentElement.scrollWidth > innerWidth ? ["the page is " + document.documentElement.scrollWidth + " px wide"] : []),
  ...[...document.querySelectorAll("svg.chart")].filter((of) => of.checkVisibility()).flatMap((of) => {
    const { width } = of.getBoundingClientRect();
    const said = of.querySelector("title").textContent;
    return [
      ...(of.closest(".scroll").scrollWidth > of.closest(".scroll").clientWidth ? ["has to be scrolled: " + said] : []),
      ...(width < 0.8 * Number(of.getAttribute("width")) ? ["scaled down to " + width + " px: " + said] : []),
    ];
  }),
]`;
