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
  /** `undefined`: there is no such object. */
  size(key: string): Promise<FoundObject | undefined>;
  /** The object's bytes from a position on; it must still be the one of that etag. */
  read(key: string, from: number, etag: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}

/** Registry of Open Data on AWS: s3://geos-chem is in Oregon. */
const region = "us-west-2";

/**
 * Tries without an account first, which is free, then with the job's credentials, paying for the requests. Throws
 * {@link GeosBenchError} `no-data-access` when neither answers.
 */
export async function openOpenData(env: NodeJS.ProcessEnv, bucket: string, probe: string): Promise<OpenData> {
  const sdk = await import("@aws-sdk/client-s3");
  const refused: GeosBenchError[] = [];
  for (const access of ["anonymous", "requester-pays"] as const) {
    const data = openDataWith(sdk, await clientFor(env, access), bucket, access);
    try {
      await data.size(probe);
      return data;
    } catch (error) {
      refused.push(explainS3Error(error, `s3://${bucket}`));
    }
  }
  const [anonymous, paying] = refused;
  throw new GeosBenchError(
    `The input data in s3://${bucket} cannot be read. Without an account: ${anonymous?.message} As requester-pays: ${paying?.message}`,
    {
      code: "no-data-access",
      hint: 'The job needs a route to Amazon S3 (NAT gateway or S3 gateway endpoint), and for requester-pays a job role with s3:GetObject. Or mount an ExtData directory and set workload.data to {"source": "existing", "path": …}.',
      cause: paying?.cause,
    },
  );
}

function clientFor(env: NodeJS.ProcessEnv, access: OpenData["access"]): Promise<S3.S3Client> {
  const anonymous = {
    credentials: { accessKeyId: "", secretAccessKey: "" },
    signer: { sign: <Request>(request: Request) => Promise.resolve(request) },
  };
  return createS3Client(env, { region, ...(access === "anonymous" && anonymous) });
}

function openDataWith(
  sdk: typeof S3,
  client: S3.S3Client,
  bucket: string,
  access: OpenData["access"],
): OpenData {
  const target = (key: string) => ({
    Bucket: bucket,
    Key: key,
    ...(access === "requester-pays" && { RequestPayer: "requester" as const }),
  });
  return {
    bucket,
    access,
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
