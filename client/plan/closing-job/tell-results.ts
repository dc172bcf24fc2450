import type { S3Client } from "@aws-sdk/client-s3";
import packageJson from "../../../package.json" with { type: "json" };
import { closingVariables } from "../../../contract/closing-variables.ts";
import { GeosBenchError } from "../../../contract/errors.ts";
import { parseS3Url } from "../../../contract/s3-url.ts";
import { summaryLines } from "../../../report/files/summary.ts";
import { loadOverview, type Judge } from "../../../report/overview/load-overview.ts";
import type { Overview } from "../../../report/overview/overview.ts";
import type { WritableStore } from "../../../report/read/result-store.ts";
import type { LeftOut } from "../../../report/read/stored-result.ts";
import { buildSite } from "../../../report/site/build-site.ts";
import { bucketTarget } from "../../../report/site/target/bucket-target.ts";
import { announceTo } from "../../announce-to.ts";
import { forgetPages } from "../../forget-pages.ts";

/** What was closed. */
export interface Closed {
  readonly stores: readonly WritableStore[];
  readonly judge: Judge;
  readonly leftOut: readonly LeftOut[];
  /** Where people look where the deployment has no site. */
  readonly kept: string;
}

/** How it reaches CloudFront and SNS. */
export interface Ways {
  readonly forget: typeof forgetPages;
  readonly announce: typeof announceTo;
}

type Deployment = Readonly<Record<string, string | undefined>>;

/**
 * Brings the deployment's site up to date and tells its topic, as far as it has them (variables of the container, {@link
 * closingVariables}). Yields a line for each thing as it is done: what was done before a refusal is said too. A distribution that does not hear is said and is no fault: it asks
 * for pages again by itself. Throws {@link GeosBenchError} where the site or the topic refuses.
 */
export async function* tellResults(
  s3: S3Client,
  closed: Closed,
  deployment: Deployment = process.env,
  ways: Ways = { forget: forgetPages, announce: announceTo },
): AsyncGenerator<string, void, undefined> {
  const of = (name: keyof typeof closingVariables) => deployment[closingVariables[name]];
  const [site, topic] = [of("site"), of("topic")];
  const { stores, judge, leftOut } = closed;
  // Of other results the site would be another site.
  const isShown = stores.every(({ uri }) => uri === of("results"));
  let shown: Overview | null = null;
  if (site !== undefined && isShown) {
    const target = bucketTarget(s3, parseS3Url(site));
    const region = deployment["AWS_REGION"] ?? "us-east-1";
    const built = await buildSite(stores, target, { version: packageJson.version, region, judge, leftOut });
    yield `site: ${target.uri}: ${built.results} results, ${built.runPages} pages of them written`;
    const distribution = of("distribution");
    if (distribution !== undefined) yield await forgotten(ways.forget, distribution, built.changed);
    shown = built.shown;
  } else if (site !== undefined) {
    yield `site: ${site} is of ${of("results")}, and shows nothing of ${closed.kept}`;
  }
  if (topic !== undefined) {
    shown ??= (await loadOverview(stores, { judge, leftOut })).shown;
    const link = (isShown ? of("siteUrl") : undefined) ?? closed.kept;
    await ways.announce(topic, { lines: summaryLines(shown), link });
    yield `told: ${topic}`;
  }
}

async function forgotten(
  forget: Ways["forget"],
  distribution: string,
  changed: readonly string[],
): Promise<string> {
  try {
    return `distribution: ${distribution} forgets ${(await forget(distribution, changed)).length} paths`;
  } catch (error) {
    if (!(error instanceof GeosBenchError)) throw error;
    return `distribution: ${error.message}`;
  }
}
