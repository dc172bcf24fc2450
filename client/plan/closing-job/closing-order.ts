import type { S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { parseJson } from "../../../contract/parse-json.ts";
import { parseS3Url } from "../../../contract/s3-url.ts";
import { sha256 } from "../../../contract/sha256.ts";
import { bucketStore } from "../../../report/read/bucket-store.ts";
import { planRecord, type PlanRecord } from "../plan-record.ts";

/** What the job that closes a plan has to know, beside the results: `<output path>/plans/<plan>/closing-<digest>.json`. */
const closingOrder = z
  .strictObject({
    schema_version: z.literal("1.0"),
    plan: planRecord,
    jobs: z.array(z.strictObject({ number: z.int().positive(), job_id: z.string() })),
  })
  .describe("What a closing job closes");

export type ClosingOrder = z.output<typeof closingOrder>;

/** Its file and that of the report, below the output path of the plan's first job. */
export const closingFiles = (plan: PlanRecord, digest: string) => ({
  order: `plans/${plan.id}/closing-${digest}.json`,
  report: `plans/${plan.id}/report-${digest}.json`,
});

/** Stores an order, and says where. Throws {@link GeosBenchError} `access-denied`. */
export async function storeOrder(s3: S3Client, order: ClosingOrder): Promise<string> {
  const bytes = Buffer.from(JSON.stringify(order));
  const { order: file } = closingFiles(order.plan, digestOf(bytes));
  const store = bucketStore(s3, placeOf(order.plan));
  await store.writeOnce(file, bytes);
  return `${store.uri}/${file}`;
}

/** Throws {@link GeosBenchError} `invalid-plan-record`, `object-not-found`, `access-denied`. */
export async function readOrder(s3: S3Client, url: string): Promise<{ order: ClosingOrder; digest: string }> {
  const { bucket, key } = parseS3Url(url);
  const bytes = await bucketStore(s3, { bucket, prefix: "" }).read(key);
  const order = parseJson(
    closingOrder,
    Buffer.from(bytes).toString("utf8"),
    "planRecord",
    "order to close a plan",
  );
  return { order, digest: digestOf(bytes) };
}

/** Where the plan's first job stores its result. */
export function placeOf({ jobs }: PlanRecord): { bucket: string; prefix: string } {
  const { bucket, key } = parseS3Url(jobs[0]?.output_path ?? "");
  return { bucket, prefix: key };
}

/** Tells one order of a plan from another: in their files' names. */
const digestOf = (bytes: Uint8Array): string => sha256(bytes).slice(0, 16);
