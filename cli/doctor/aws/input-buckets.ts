import { HeadBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import { fault, ok, warning, type Finding } from "../finding.ts";
import type { Candidate } from "./account.ts";
import { lookedAt } from "./looked-at.ts";

/** Where the Registry of Open Data on AWS has them ("GEOS-Chem Input Data"); the bucket's own answer counts. */
const registryRegions: Readonly<Record<string, string>> = { "geos-chem": "us-east-1", gcgrid: "us-east-1" };

/** Whether jobs get to the buckets that they read: an S3 gateway endpoint reaches those of its own region alone. */
export async function checkInputBuckets(candidate: Candidate): Promise<Finding[]> {
  const { environment, clients, signal } = candidate;
  const found = environment.inputBuckets.map((bucket) =>
    lookedAt(`input ${bucket}`, `s3:ListBucket on ${bucket}`, async () => [
      judge(bucket, await bucketAnswer(clients.s3, bucket, signal), candidate),
    ]),
  );
  return (await Promise.all(found)).flat();
}

function judge(bucket: string, { region, status }: Answer, { environment }: Candidate): Finding {
  const what = `input ${bucket}`;
  if (status === 404)
    return fault(
      what,
      "there is no such bucket",
      "Correct inputBuckets of the environment, or leave it out.",
    );
  const registry = registryRegions[bucket];
  const at = region ?? registry;
  if (at === undefined)
    return warning(
      what,
      "the bucket does not say in which region it is",
      `Ask: curl -sI https://${bucket}.s3.amazonaws.com | grep -i x-amz-bucket-region`,
    );
  const said = region === undefined ? `${at}, by the registry; the bucket did not say` : at;
  const moved = registry !== undefined && registry !== at ? ` (the registry has it in ${registry})` : "";
  const detail = `in ${said}${moved}`;
  if (at === environment.region) return ok(what, `${detail}, as the environment`);
  const { network } = environment;
  if ("vpcId" in network)
    return warning(
      what,
      `${detail}; the environment is in ${environment.region}: whether the VPC has a way there is not known here`,
      "Its subnets need a route to the Internet (a NAT gateway); a gateway endpoint is not enough. Transfer between regions is billed.",
    );
  if (network.egress === "nat-gateway")
    return ok(what, `${detail}; reached through the NAT gateway, and transfer between regions is billed`);
  return fault(
    what,
    `${detail}; the environment is in ${environment.region}, whose S3 endpoint does not reach it`,
    `Set "region": "${at}", or "network": {"egress": "nat-gateway"}.`,
  );
}

interface Answer {
  readonly region: string | undefined;
  readonly status: number;
}

/** S3 names the bucket's region in every answer, refusals and redirections included (API reference, HeadBucket). */
export async function bucketAnswer(s3: S3Client, bucket: string, abortSignal: AbortSignal): Promise<Answer> {
  try {
    const { BucketRegion, $metadata } = await s3.send(new HeadBucketCommand({ Bucket: bucket }), {
      abortSignal,
    });
    return { region: BucketRegion, status: $metadata.httpStatusCode ?? 200 };
  } catch (error) {
    const { $response, $metadata } = error as {
      $response?: { headers?: Readonly<Record<string, string>> };
      $metadata?: { httpStatusCode?: number };
    };
    if ($metadata?.httpStatusCode === undefined) throw error;
    return { region: $response?.headers?.["x-amz-bucket-region"], status: $metadata.httpStatusCode };
  }
}
