import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { deserialize } from "node:v8";
import { sha256 } from "../../contract/sha256.ts";
import type { SiteState } from "../../report/site/site-state.ts";

/**
 * What a site in a folder consists of: the digest of each of its pages and of each file that they name, and what it keeps
 * for the next build.
 */
export function siteFiles(folder: string): Record<string, unknown> {
  const { summary, files, ...state } = JSON.parse(
    readFileSync(path.join(folder, "site.json"), "utf8"),
  ) as SiteState;
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".html"),
  );
  const named = files.filter((file) => file !== summary);
  return {
    ...Object.fromEntries(
      [...pages, ...named].map((name) => [name, sha256(readFileSync(path.join(folder, name)))]),
    ),
    state,
    // Its bytes tell an integer from the same number that was none before; nobody else does.
    summary: deserialize(readFileSync(path.join(folder, summary))) as unknown,
  };
}

/** Files of the site that its pages, and the data that these load, name and that are not there. */
export function danglingIn(folder: string): string[] {
  const there = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const known = new Set(there);
  const texts = there.filter((name) => /\.html$|^data\/(?:catalogue|series-list)-/.test(name));
  const named = texts.flatMap((name) => {
    const text = readFileSync(path.join(folder, name), "utf8");
    return Array.from(text.matchAll(/(?:assets|data|runs)\/[\w.-]+\.(?:js|css|svg|html)/g), ([file]) => file);
  });
  return [...new Set(named)].filter((file) => !known.has(file)).sort();
}
