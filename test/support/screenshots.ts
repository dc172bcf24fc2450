import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { projectRoot } from "../../host/paths.ts";
import { settled } from "./on-screens.ts";

/** A telephone, a tablet, a laptop, a large screen; px. */
const widths = [360, 768, 1280, 1920];
const colourSchemes = ["light", "dark"] as const;

/** Where they are kept, for people to look at; not committed. */
const screenshotsFolder = path.join(projectRoot, ".gcbench", "screenshots");

/** Keeps what a page looks like, whole, on small and large screens in both colour schemes. Returns the folder. */
export async function keepScreenshots(page: Page, name: string): Promise<string> {
  mkdirSync(screenshotsFolder, { recursive: true });
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of colourSchemes) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      const file = `${name.replaceAll(/[^\w.]+/g, "-")}-${width}-${colorScheme}.png`;
      await page.screenshot({
        path: path.join(screenshotsFolder, file),
        fullPage: true,
      });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
  return screenshotsFolder;
}
