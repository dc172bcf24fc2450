import { readFileSync } from "node:fs";
import { sha256 } from "../../contract/sha256.ts";
import { programSources } from "./program-sources.ts";

/**
 * What a site is made of beside results, from the sources of this checkout. The image of jobs has none of them: what goes
 * into it has this module's answers in the module's place (container/build/bundle-closer.ts), so they must be JSON.
 */

/** Files that pages ask for, by name. */
export type SiteFiles = Readonly<
  Record<"site.css" | "tables.js" | "compare.js" | "estimate.js" | "history.js" | "draw-instances.js", string>
>;

/** Digest of the program that makes a site: where it differs, pages would. */
export const siteProgram = (): string => sha256(programSources().join("\n")).slice(0, 16);

const text = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

/** Takes a second: only a site that is made anew needs them. */
export async function siteFiles(): Promise<SiteFiles> {
  const { bundleScript } = await import("./bundle-script.ts");
  return {
    "site.css": `${text("../page/style.css")}\n${text("site.css")}`,
    "tables.js": text("../page/page.js"),
    "compare.js": await bundleScript("compare.js"),
    "estimate.js": await bundleScript("estimate.js"),
    "history.js": await bundleScript("history.js"),
    "draw-instances.js": await bundleScript("draw-instances.js"),
  };
}
