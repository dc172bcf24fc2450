import { randomUUID } from "node:crypto";
import { CreateInvalidationCommand, type CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { GeosBenchError } from "../../contract/errors.ts";
import { sitePages } from "./site-layout.ts";

/** More single paths cost more than forgetting all (CloudFront developer guide, "Pay for file invalidation"). */
const mostPaths = 500;

/** Makes a distribution forget pages; paths below the site. Returns what it was asked to forget. */
export async function invalidateDistribution(
  cloudFront: CloudFrontClient,
  distribution: string,
  changed: readonly string[],
): Promise<readonly string[]> {
  const paths = changed.map((path) => `/${path}`);
  if (changed.includes(sitePages.overview)) paths.push("/");
  const items = paths.length > mostPaths ? ["/*"] : paths;
  if (items.length === 0) return [];
  try {
    await cloudFront.send(
      new CreateInvalidationCommand({
        DistributionId: distribution,
        InvalidationBatch: {
          CallerReference: randomUUID(),
          Paths: { Quantity: items.length, Items: items },
        },
      }),
    );
  } catch (cause) {
    throw new GeosBenchError(
      `The distribution ${distribution} cannot be told to forget pages: ${(cause as Error).message}`,
      {
        code: "access-denied",
        hint: "It takes cloudfront:CreateInvalidation; the id is the output site_distribution_id of the stack geos-chem-foundation. Until then pages may be a day old.",
        cause,
      },
    );
  }
  return items;
}
