import type { S3Client } from "@aws-sdk/client-s3";
import { parseJson } from "../../../contract/parse-json.ts";
import { parseS3Url } from "../../../contract/s3-url.ts";
import { standingOrder } from "../../../contract/standing-order.ts";
import { defaultBand } from "../../../report/compare/judge-family.ts";
import { judgeSuite } from "../../../report/compare/judge-suite.ts";
import { updateIndex } from "../../../report/index/update-index.ts";
import { bucketStore } from "../../../report/read/bucket-store.ts";
import type { Closed } from "./tell-results.ts";

/**
 * Closes what schedules submitted: indexes all results that have come, whoever submitted them, and judges the suite's
 * primary contrasts from all of its runs. What comes later is the next closing's. Returns what to tell, with the lines
 * that say what was done. Throws {@link GeosBenchError} `invalid-plan-record`.
 */
export async function closeScheduled(
  s3: S3Client,
  text: string,
): Promise<{ readonly closed: Closed; readonly lines: readonly string[] }> {
  const order = parseJson(standingOrder, text, "planRecord", "standing order to close a suite");
  const { bucket, key: prefix } = parseS3Url(order.output_path);
  const store = bucketStore(s3, { bucket, prefix });
  const { added, leftOut } = await updateIndex(store);
  return {
    closed: {
      stores: [store],
      judge: (loaded, retractions) =>
        judgeSuite(order, loaded, { band: defaultBand, retractions, keepIn: [store] }),
      leftOut,
      kept: store.uri,
    },
    lines: [`indexed: ${store.uri}: ${added} added, for the suite ${order.suite}`],
  };
}
