import { raw } from "hono/html";
import { escapeToBuffer } from "hono/utils/html";
import type { Html } from "../page/figure.ts";
import { htmlText } from "../page/html-text.ts";
import { sitePages, type SitePage } from "./site-layout.ts";
import { tight } from "./tight.ts";

/** Files that pages ask for, by what they are; paths below the site. */
export interface SiteAssets {
  readonly style: string;
  readonly icon: string;
  /** Sorts and filters tables. */
  readonly tables: string;
  /** Programs of single pages. */
  readonly compare: string;
  readonly estimate: string;
  readonly history: string;
  /** Draws the compare page's picture, when it is asked for. */
  readonly drawInstances: string;
}

export interface SiteDocument {
  readonly title: string;
  /** The page of the menu that it belongs to; `null`: to none. */
  readonly menu: SitePage | null;
  readonly body: Html;
  /** How deep below the site's root it lies: 0 or 1. */
  readonly depth: 0 | 1;
  readonly version: string;
  /** Scripts beside the tables', in their order. */
  readonly scripts?: readonly string[];
}

/**
 * Pages ask for files of the site and for nothing else; no script runs but the site's own, whatever a result's texts
 * contain. The statistics are WebAssembly. Styles of elements (bars, legends) are allowed; they cannot fetch.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const titles: Readonly<Record<SitePage, string>> = {
  overview: "Overview",
  compare: "Compare",
  history: "History",
  machines: "Machines",
  estimate: "Estimate",
};

export function siteDocument({ title, body, ...of }: SiteDocument, assets: SiteAssets): string {
  return siteFrame(of, assets)(title, body);
}

/** Where title and content go. */
const gap = "\u0000";

/** Pages that differ in title and content alone: there is one for every result. */
export function siteFrame(
  { menu, version, scripts = [], depth }: Omit<SiteDocument, "title" | "body">,
  assets: SiteAssets,
): (title: string, body: Html) => string {
  const root = "../".repeat(depth);
  const made = tight`<!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${gap} – GEOS-Chem benchmarks</title>
    <link rel="stylesheet" href="${root}${assets.style}">
    <link rel="icon" href="${root}${assets.icon}">
    ${[assets.tables, ...scripts].map((file) => tight`<script defer src="${root}${file}"></script>`)}
    </head>
    <body class="site">
    <a class="skip" href="#main">To the content</a>
    <header class="bar"><p class="brand"><a href="${root}${sitePages.overview}">GEOS-Chem benchmarks</a></p>
    <nav aria-label="Pages">
    ${Object.entries(sitePages).map(
      ([name, file]) =>
        tight`<a href="${root}${file}"${name === menu ? raw(' aria-current="page"') : ""}>${titles[name as SitePage]}</a>`,
    )}
    </nav></header>
    <main id="main">${gap}</main>
    <footer>Made by geos-chem-bench ${version} from stored results. Every figure has its interval and n, or the reason why not.</footer>
    </body></html>`;
  const [before = "", between = "", after = ""] = htmlText(made).split(gap);
  return (title, body) => {
    const escaped: [string] = [""];
    escapeToBuffer(title, escaped);
    return before + escaped[0] + between + htmlText(body) + after;
  };
}
