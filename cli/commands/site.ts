import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { parseS3Url } from "../../contract/s3-url.ts";
import { updateIndex } from "../../report/index/update-index.ts";
import type { LeftOut } from "../../report/read/stored-result.ts";
import { buildSite, type BuiltSite } from "../../report/site/build-site.ts";
import { publishSite } from "../../report/site/publish-site.ts";
import { stateFile } from "../../report/site/site-layout.ts";
import { folderTarget } from "../../report/site/target/folder-target.ts";
import type { SiteTarget } from "../../report/site/target/site-target.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { knownPrices } from "../prices/price-store.ts";
import { judgeOf, type JudgeOptions } from "../results/judge-of.ts";
import { openPlaces } from "../results/open-places.ts";

export interface SiteBuildOptions extends JudgeOptions {
  /** A folder, or s3://bucket/prefix. */
  readonly output: string;
  readonly region: string;
  readonly distribution?: string;
  readonly json?: true;
}

/** Brings a site of results up to date. */
export async function siteBuild(given: readonly string[], options: SiteBuildOptions): Promise<number> {
  const built = await build(given, options);
  const forgotten = await forget(options.distribution, built.changed);
  if (options.json) {
    const { uri, shown: _, ...rest } = built;
    console.log(JSON.stringify({ format: 1, site: uri, ...rest, forgotten }, null, 2));
    return cliExitCodes.success;
  }
  for (const { uri, kind, reason } of built.leftOut) console.log(`left out: ${uri} (${kind}): ${reason}`);
  console.log(
    `${built.results} results, ${built.runPages} pages of results written${built.fromScratch ? ", from scratch" : ""}.`,
  );
  if (forgotten.length > 0) console.log(`The distribution forgets ${forgotten.length} paths.`);
  console.log(`Site: ${options.output.startsWith("s3:") ? built.uri : path.join(built.uri, "index.html")}`);
  return cliExitCodes.success;
}

async function build(
  given: readonly string[],
  options: JudgeOptions & Pick<SiteBuildOptions, "output" | "region">,
): Promise<BuiltSite & { readonly uri: string }> {
  const { output, region, index } = options;
  const places = await openPlaces(given);
  const prices = await knownPrices();
  const judge = await judgeOf(places.stores, { ...options, prices });
  const { target, close } = await openTarget(output);
  try {
    const leftOut: LeftOut[] = [];
    if (index) for (const store of places.stores) leftOut.push(...(await updateIndex(store)).leftOut);
    const built = await buildSite(places.stores, target, {
      version: packageJson.version,
      region,
      prices,
      leftOut,
      judge,
    });
    return { ...built, uri: target.uri };
  } finally {
    places.close();
    close();
  }
}

async function openTarget(output: string): Promise<{ target: SiteTarget; close: () => void }> {
  if (!output.startsWith("s3:")) return { target: folderTarget(output), close: () => {} };
  const { userS3 } = await import("../../client/user-s3.ts");
  const { bucketTarget } = await import("../../report/site/target/bucket-target.ts");
  const s3 = userS3();
  return { target: bucketTarget(s3, parseS3Url(output)), close: () => s3.destroy() };
}

async function forget(
  distribution: string | undefined,
  changed: readonly string[],
): Promise<readonly string[]> {
  if (distribution === undefined) return [];
  const { forgetPages } = await import("../../client/forget-pages.ts");
  return forgetPages(distribution, changed);
}

/** Copies the site of a folder to a bucket. */
export async function sitePublish(
  folder: string,
  to: string,
  options: { readonly distribution?: string; readonly json?: true },
): Promise<number> {
  const { userS3 } = await import("../../client/user-s3.ts");
  const { bucketTarget } = await import("../../report/site/target/bucket-target.ts");
  const s3 = userS3();
  try {
    const { changed, ...counts } = await publishSite(folder, bucketTarget(s3, parseS3Url(to)));
    const forgotten = await forget(options.distribution, changed);
    const { written, unchanged, removed } = counts;
    console.log(
      options.json
        ? JSON.stringify({ format: 1, site: to, ...counts, forgotten }, null, 2)
        : `${to}: ${written} files uploaded, ${unchanged} unchanged, ${removed} removed${forgotten.length > 0 ? `; the distribution forgets ${forgotten.length} paths` : ""}.`,
    );
    return cliExitCodes.success;
  } finally {
    s3.destroy();
  }
}

/** Serves a site, or the site of results, to this machine until it is interrupted. */
export async function siteServe(
  given: readonly string[],
  options: { readonly port: number } & Omit<SiteBuildOptions, "output" | "index">,
  signal: AbortSignal,
): Promise<number> {
  const [first = "bench-results"] = given;
  const isSite = given.length <= 1 && existsSync(path.join(first, stateFile));
  const made = isSite ? null : await mkdtemp(path.join(tmpdir(), "gcbench-site-"));
  try {
    if (made !== null) await build([first, ...given.slice(1)], { ...options, output: made, index: true });
    const { serveSite } = await import("../../report/site/serve-site.ts");
    const served = await serveSite(made ?? first, options.port);
    console.log(`The site is at ${served.url} (Ctrl-C stops it)`);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    await served.close();
    return cliExitCodes.success;
  } finally {
    if (made !== null) await rm(made, { recursive: true, force: true });
  }
}
