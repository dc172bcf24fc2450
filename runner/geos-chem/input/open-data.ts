import { addAbortSignal, type Readable } from "node:stream";
import type * as S3 from "@aws-sdk/client-s3";
import { GeosBenchError } from "../../../contract/errors.ts";
import { type ObjectProof, proofOf } from "./object-proof.ts";
import { createS3Client } from "../../store/s3-client.ts";
import { explainS3Error, httpStatus } from "../../store/s3-errors.ts";

export interface FoundObject {
  readonly bytes: number;
  readonly etag: string;
  readonly proof: ObjectProof | undefined;
}

/** The bucket of the open input data, with an access that was tried. */
export interface OpenData {
  readonly bucket: string;
  readonly access: "anonymous" | "requester-pays";
  /** The region that is asked. */
  readonly region: string;
  /** `undefined`: there is no such object. */
  size(key: string): Promise<FoundObject | undefined>;
  /** The object's bytes from a position on; it must still be the one of that etag. */
  read(key: string, from: number, etag: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}

/** Where the Registry of Open Data on AWS has s3://geos-chem and s3://gcgrid ("GEOS-Chem Input Data"). */
const registryRegion = "us-east-1";

/** Names the bucket's region where neither the job's is right nor the bucket says. */
const regionVariable = "GCBENCH_INPUT_REGION";

/**
 * Tries without an account first, which is free, then with the job's credentials, paying for the requests. The first
 * request goes to the job's own region, which is all that an S3 gateway endpoint reaches; a bucket elsewhere says where,
 * and is then asked there. Throws {@link GeosBenchError} `no-data-access` when neither answers.
 */
export async function openOpenData(env: NodeJS.ProcessEnv, bucket: string, probe: string): Promise<OpenData> {
  const sdk = await import("@aws-sdk/client-s3");
  const ownRegion = env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"];
  const asked = env[regionVariable] ?? ownRegion ?? registryRegion;
  let answered: string | undefined;
  const note = (region: string) => (answered = region);
  const open = async (access: OpenData["access"], region: string) =>
    openDataWith(sdk, await clientFor(env, access, { region, note }), { bucket, access, region });
  const refused: GeosBenchError[] = [];
  for (const access of ["anonymous", "requester-pays"] as const) {
    const data = await open(access, answered ?? asked);
    try {
      await data.size(probe);
      // Or every request would first be sent to the wrong one.
      return answered === undefined || answered === data.region ? data : await open(access, answered);
    } catch (error) {
      refused.push(explainS3Error(error, `s3://${bucket}`));
    }
  }
  const [anonymous, paying] = refused;
  const elsewhere =
    answered !== undefined && ownRegion !== undefined && answered !== ownRegion
      ? ` The bucket is in ${answered}, this job in ${ownRegion}: an S3 gateway endpoint reaches its own region only.`
      : "";
  throw new GeosBenchError(
    `The input data in s3://${bucket} cannot be read. Without an account: ${anonymous?.message} As requester-pays: ${paying?.message}${elsewhere}`,
    {
      code: "no-data-access",
      hint: `The job needs a route to Amazon S3 (NAT gateway, or S3 gateway endpoint in the bucket's region, which ${regionVariable} can name), and for requester-pays a job role with s3:GetObject. Or mount an ExtData directory and set workload.data to {"source": "existing", "path": …}.`,
      cause: paying?.cause,
    },
  );
}

async function clientFor(
  env: NodeJS.ProcessEnv,
  access: OpenData["access"],
  { region, note }: { region: string; note: (region: string) => void },
): Promise<S3.S3Client> {
  const anonymous = {
    credentials: { accessKeyId: "", secretAccessKey: "" },
    signer: { sign: <Request>(request: Request) => Promise.resolve(request) },
  };
  const client = await createS3Client(env, { region, ...(access === "anonymous" && anonymous) });
  // S3 names the bucket's region in every answer, refusals and redirections included (API reference, HeadBucket).
  client.middlewareStack.add(
    (next) => async (args) => {
      const output = await next(args);
      const { headers = {} } = output.response as { headers?: Readonly<Record<string, string>> };
      const found = headers["x-amz-bucket-region"];
      if (found !== undefined) note(found);
      return output;
    },
    // Below what turns answers into errors.
    { step: "deserialize", priority: "low", name: "bucketRegion" },
  );
  return client;
}

function openDataWith(
  sdk: typeof S3,
  client: S3.S3Client,
  { bucket, access, region }: Pick<OpenData, "bucket" | "access" | "region">,
): OpenData {
  const target = (key: string) => ({
    Bucket: bucket,
    Key: key,
    ...(access === "requester-pays" && { RequestPayer: "requester" as const }),
  });
  return {
    bucket,
    access,
    region,
    async size(key) {
      try {
        const head = await client.send(
          new sdk.HeadObjectCommand({ ...target(key), ChecksumMode: "ENABLED" }),
        );
        const { ContentLength: bytes, ETag: etag = "" } = head;
        return bytes === undefined ? undefined : { bytes, etag, proof: proofOf(head) };
      } catch (error) {
        if (httpStatus(error) === 404) return undefined;
        throw error;
      }
    },
    async read(key, from, etag, signal) {
      const command = new sdk.GetObjectCommand({
        ...target(key),
        ...(from > 0 && { Range: `bytes=${from}-` }),
        ...(etag !== "" && { IfMatch: etag }),
      });
      const { Body, ContentRange } = await client.send(command, { abortSignal: signal });
      if (from > 0 && !ContentRange?.startsWith(`bytes ${from}-`)) {
        throw new Error(`the server did not resume ${key} at byte ${from}`);
      }
      // The SDK lets go of the signal when the answer begins.
      return addAbortSignal(signal, Body as Readable);
    },
  };
}
