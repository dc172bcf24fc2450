import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { serviceOf, signedRegion } from "../../../../emulator/http/service-of.ts";

const signed = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
const at = (method: string, path: string, authorization?: string, query = "") =>
  serviceOf({ method, headers: authorization ? { authorization } : {} } as IncomingMessage, path, query);

describe("the service of a request", () => {
  test.each([
    ["batch", "batch"],
    ["logs", "logs"],
    ["s3", "localstack"],
    ["lambda", "localstack"],
    ["sqs", "cloud"],
    ["sts", "cloud"],
  ])("signed for %s → %s, whatever the path", (service, expected) => {
    expect(at("POST", "/v1/submitjob", signed(service))).toBe(expected);
    expect(at("GET", "/a/b", signed(service))).toBe(expected);
  });

  test("what LocalStack does not have is refused", () => {
    const forwarded = new Set(["s3"]);
    const of = (service: string) =>
      serviceOf(
        { method: "POST", headers: { authorization: signed(service) } } as IncomingMessage,
        "/",
        "",
        forwarded,
      );
    expect(["s3", "batch", "sts", "lambda"].map(of)).toEqual(["localstack", "batch", "cloud", "refused"]);
    expect(serviceOf({ method: "GET", headers: {} } as IncomingMessage, "/bucket/key", "", forwarded)).toBe(
      "localstack",
    );
  });

  test("SigV4a has no region in its scope", () => {
    const authorization = "AWS4-ECDSA-P256-SHA256 Credential=test/20260101/batch/aws4_request, Signature=0";
    expect(at("POST", "/v1/listjobs", authorization)).toBe("batch");
    expect(signedRegion(authorization)).toBeUndefined();
  });

  test("presigned URLs carry the scope in the query", () => {
    const query = (service: string) =>
      `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(`test/20260101/us-east-1/${service}/aws4_request`)}`;
    expect(at("GET", "/results/a", undefined, query("s3"))).toBe("localstack");
    expect(at("POST", "/v1/listjobs", undefined, query("batch"))).toBe("batch");
  });

  test.each([
    ["POST", "/v1/submitjob", "batch"],
    ["GET", "/v1/submitjob", "batch"],
    ["POST", "/v1/nosuchjob", "batch"],
    ["PUT", "/v1/submitjob", "batch"],
    ["HEAD", "/v1/", "batch"],
    ["POST", "/v1", "batch"],
    ["PUT", "/v1beta/key", "localstack"],
    ["GET", "/v1/tags/arn%3Aaws%3Abatch%3Aus-east-1%3A0%3Ajob%2Fa", "batch"],
    ["DELETE", "/v1/tags/arn:aws:batch:us-east-1:0:job/a", "batch"],
    ["GET", "/v1/tags/other", "batch"],
    // A repository of images, SES, API Gateway.
    ["GET", "/v2/", "refused"],
    ["POST", "/v2/email/outbound-emails", "refused"],
    // Lambda, EFS, CloudFront, Route 53.
    ["POST", "/2015-03-31/functions", "refused"],
    ["GET", "/2015-03-31/functions/f/invocations", "refused"],
    ["POST", "/2015-02-01/file-systems", "refused"],
    ["GET", "/2020-05-31/distribution", "refused"],
    ["GET", "/2013-04-01/hostedzone", "refused"],
    ["GET", "/results-2015-03-31/functions", "localstack"],
    ["POST", "/", "refused"],
    ["POST", "/service/AWSSFN/operation/ListExecutions", "refused"],
    ["POST", "/000000000000/queue", "refused"],
    ["GET", "/", "localstack"],
    ["HEAD", "/bucket/key", "localstack"],
    ["OPTIONS", "/bucket/key", "localstack"],
    ["DELETE", "/bucket/key", "localstack"],
    ["POST", "/_localstack/state/reset", "localstack"],
    ["GET", "/_gcbench/health", "front"],
    ["GET", "/_localstack/health", "localstack"],
    ["PUT", "/bucket/v1/submitjob", "localstack"],
  ])("unsigned %s %s → %s", (method, path, expected) => {
    expect(at(method, path)).toBe(expected);
  });

  test.each(["uploads", "uploadId=1", "delete", "restore&versionId=1", "select&select-type=2"])(
    "unsigned POST of S3: ?%s",
    (query) => {
      expect(at("POST", "/bucket/key", undefined, query)).toBe("localstack");
      expect(at("POST", "/000000000000/queue", undefined, "Action=SendMessage")).toBe("refused");
    },
  );

  test.each([
    [{ "x-amz-target": "Logs_20140328.DescribeLogGroups" }, "logs"],
    [{ "x-amz-target": "AmazonSQS.ListQueues" }, "refused"],
    [{ "content-type": "application/x-www-form-urlencoded; charset=utf-8" }, "refused"],
    [{ "content-type": "multipart/form-data; boundary=a" }, "localstack"],
  ])("unsigned POST / with %j → %s", (headers, expected) => {
    expect(serviceOf({ method: "POST", headers } as unknown as IncomingMessage, "/", "")).toBe(expected);
  });

  test("the region that was signed for", () => {
    expect(signedRegion(signed("logs"))).toBe("eu-west-1");
    expect(signedRegion(undefined)).toBeUndefined();
  });
});
