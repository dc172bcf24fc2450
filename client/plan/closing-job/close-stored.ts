import type { S3Client } from "@aws-sdk/client-s3";
import { parseS3Url } from "../../../contract/s3-url.ts";
import { addToIndex } from "../../../report/index/update-index.ts";
import { bucketStore } from "../../../report/read/bucket-store.ts";
import type { WritableStore } from "../../../report/read/result-store.ts";
import type { PlanReport } from "../close-plan.ts";
import { lastAttempt } from "../find-stored.ts";
import { judgePlan } from "../judge-plan.ts";
import type { LeftOut } from "../../../report/read/stored-result.ts";
import { closingFiles, placeOf, readOrder } from "./closing-order.ts";
import type { Closed } from "./tell-results.ts";

/**
 * Closes a plan where its results are stored, from nothing but the order: indexes them, judges the primary contrasts,
 * keeps both there. Run twice it comes to the same. Returns what to tell beside the report. Throws {@link GeosBenchError}.
 */
export async function closeStored(
  s3: S3Client,
  url: string,
): Promise<{ readonly report: PlanReport; readonly closed: Closed }> {
  const { order, digest } = await readOrder(s3, url);
  const { plan, jobs } = order;
  const numbers = new Map(jobs.map(({ number, job_id: id }) => [number, id]));
  const first = bucketStore(s3, placeOf(plan));
  const others: WritableStore[] = [];
  const leftOut: LeftOut[] = [];
  const indexed: { place: string; added: { value: number } }[] = [];
  for (const [outputPath, stored] of Map.groupBy(plan.jobs, ({ output_path: of }) => of)) {
    const { bucket, key: prefix } = parseS3Url(outputPath);
    const store = bucketStore(s3, { bucket, prefix });
    if (store.uri !== first.uri) others.push(store);
    const folders = await Promise.all(
      stored.map(async ({ number, config }) => lastAttempt(store, `${config.id}/${numbers.get(number)}`)),
    );
    const update = await addToIndex(
      store,
      folders.filter((folder) => folder !== undefined),
    );
    leftOut.push(...update.leftOut);
    indexed.push({ place: store.uri, added: { value: update.added } });
  }
  const judged = await judgePlan(plan, new Set(numbers.values()), [first, ...others]);
  const report = { indexed, ...judged };
  const { report: file } = closingFiles(plan, digest);
  await first.writeOnce(
    file,
    Buffer.from(`${JSON.stringify({ format: 1, plan: plan.id, ...report }, null, 2)}\n`),
  );
  return {
    report,
    closed: {
      stores: [first, ...others],
      judge: async () => ({ ...judged, kept: { value: first.uri } }),
      leftOut,
      kept: `${first.uri}/${file}`,
    },
  };
}
