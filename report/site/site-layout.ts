import { sha256 } from "../../contract/sha256.ts";

/** Pages whose addresses never change. */
export const sitePages = {
  overview: "index.html",
  compare: "compare.html",
  history: "history.html",
  machines: "machines.html",
  estimate: "estimate.html",
} as const;

export type SitePage = keyof typeof sitePages;

/** What the next build goes on from; nothing links to it. */
export const stateFile = "site.json";

/** What was copied to a bucket, beside the copy; nothing links to it. */
export const publishedFile = "published.json";

/** Named by their content: what was served once under such a name is right for ever. */
export const assetFile = (name: string, bytes: string | Uint8Array): string =>
  `assets/${withDigest(name, bytes)}`;
export const dataFile = (name: string, bytes: string | Uint8Array): string =>
  `data/${withDigest(name, bytes)}`;

/** Where such files are. */
export const immutableFolders = ["assets", "data"] as const;

export const isImmutable = (path: string): boolean => /^(?:assets|data|runs)\//.test(path);

/** Whether a path is one that sites have: whatever else lies in a bucket is not theirs. */
export const isOfSite = (path: string): boolean =>
  path === stateFile ||
  Object.values<string>(sitePages).includes(path) ||
  /^(?:assets|data|runs|machines)\/[^/]+$/.test(path);

/** The page of a machine. What is no name of a type may be anything, so it goes by its digest. */
export const machinePage = (machine: string): string =>
  `machines/${/^[a-z0-9-]+\.[a-z0-9-]+$/.test(machine) ? machine : `m-${sha256(machine).slice(0, 16)}`}.html`;

function withDigest(name: string, bytes: string | Uint8Array): string {
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}-${sha256(bytes).slice(0, 16)}${name.slice(dot)}`;
}
