import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { invalidateDistribution } from "../report/site/invalidate-distribution.ts";

/**
 * Makes a distribution forget pages, with the user's own AWS configuration; what it was asked to forget. Throws {@link
 * GeosBenchError} `access-denied`.
 */
export async function forgetPages(
  distribution: string,
  changed: readonly string[],
): Promise<readonly string[]> {
  // CloudFront has one endpoint, which signs for this region.
  const cloudFront = new CloudFrontClient({ region: "us-east-1" });
  try {
    return await invalidateDistribution(cloudFront, distribution, changed);
  } finally {
    cloudFront.destroy();
  }
}
