import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { caveatsOf } from "../../contract/caveat.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { result as resultSchema } from "../../contract/result.ts";
import { attemptPrefix, resultFiles } from "../../contract/result-layout.ts";
import { parseS3Url } from "../../contract/s3-url.ts";
import type { JobView } from "../batch/view/batch-view.ts";
import type { ResultView } from "./live-view.ts";

/** Results of jobs that have ended, each read once. */
export interface ResultReader {
  /** What is known by now; asks for the rest, which is there at a later call. `null`: nothing yet. */
  of(job: JobView): Observed<ResultView> | null;
}

export function createResultReader(s3: S3Client): ResultReader {
  const known = new Map<string, Observed<ResultView> | null>();
  return {
    of(job) {
      if (job.status !== "SUCCEEDED" && job.status !== "FAILED") return null;
      const found = known.get(job.id);
      if (found !== undefined) return found;
      known.set(job.id, null);
      readResult(s3, job).then(
        (read) => known.set(job.id, read),
        (error: Error) => known.set(job.id, unknownBecause(error.message)),
      );
      return null;
    },
  };
}

async function readResult(s3: S3Client, job: JobView): Promise<Observed<ResultView>> {
  const place = placeOf(job);
  if (place === null) return unknownBecause("it is no benchmark: it has no configJson and outputPath");
  const { bucket, key } = parseS3Url(place);
  const text = await s3
    .send(new GetObjectCommand({ Bucket: bucket, Key: `${key}/${resultFiles.result}` }))
    .then(({ Body }) => Body?.transformToString() ?? "")
    .catch((error: Error) => {
      if (error.name === "NoSuchKey" || error.name === "NoSuchBucket") return null;
      throw error;
    });
  if (text === null) return unknownBecause("it left none");
  const { outcome, samples, flags } = parseJson(resultSchema, text, "result");
  const timed = samples.filter((of) => !of.warmup && of.outcome === "completed");
  const [middle] = timed.toSorted((a, b) => a.wall_s - b.wall_s).slice(Math.floor((timed.length - 1) / 2));
  return {
    value: {
      place,
      outcome,
      wallSeconds: middle?.wall_s ?? null,
      simulatedDaysPerDay: middle?.sim_days_per_day.whole_run.value ?? null,
      runs: timed.length,
      caveats: caveatsOf({
        emulated: flags.emulated.value,
        proxy: flags.proxy,
        disturbances: timed.flatMap(({ neighbours }) => neighbours.value?.disturbances ?? []).join("; "),
      }),
    },
  };
}

function placeOf({ id, attempts, parameters }: JobView): string | null {
  const { configJson, outputPath } = parameters;
  if (configJson === undefined || outputPath === undefined || !outputPath.startsWith("s3://")) return null;
  try {
    const { id: benchmarkId } = JSON.parse(configJson) as { readonly id?: unknown };
    if (typeof benchmarkId !== "string") return null;
    return `${outputPath.replace(/\/+$/, "")}/${attemptPrefix({ benchmarkId, jobId: id, attempt: attempts })}`;
  } catch {
    return null;
  }
}
