import { ECRClient, DescribeRepositoriesCommand } from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Front } from "../../../../emulator/http/front.ts";
import { frontOn } from "./front-on.ts";

let front: Front;
beforeAll(async () => {
  front = await frontOn({ forwarded: new Set(["s3"]), accountId: "111122223333" });
});
afterAll(() => front.close());

const signed = (service: string, region = "us-east-1") => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});
const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };

async function post(headers: Record<string, string>, body: string, path = "/") {
  const response = await fetch(`${front.urls[0]}${path}`, { method: "POST", headers, body });
  return {
    status: response.status,
    type: response.headers.get("x-amzn-errortype"),
    contentType: response.headers.get("content-type"),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

describe("STS", () => {
  test("GetCallerIdentity gives the account that the endpoint has", async () => {
    const of = async (region: string) =>
      post({ ...signed("sts", region), ...form }, "Action=GetCallerIdentity&Version=2011-06-15");
    const { status, bytes } = await of("eu-west-1");
    expect(status).toBe(200);
    expect(bytes.toString()).toContain("<Account>111122223333</Account>");
    expect(bytes.toString()).toContain("<Arn>arn:aws:iam::111122223333:root</Arn>");
    expect((await of("cn-north-1")).bytes.toString()).toContain("<Arn>arn:aws-cn:iam::");
  });

  test("by the query, as a presigned request", async () => {
    const query = `Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Credential=${encodeURIComponent("k/20260101/us-east-1/sts/aws4_request")}`;
    const response = await fetch(`${front.urls[0]}/?${query}`);
    expect(await response.text()).toContain("<Account>111122223333</Account>");
  });

  test("nothing else", async () => {
    const { status, bytes } = await post(
      { ...signed("sts"), ...form },
      "Action=AssumeRole&Version=2011-06-15",
    );
    expect(status).toBe(400);
    expect(bytes.toString()).toMatch(
      /<Code>InvalidAction<\/Code><Message>AssumeRole is not supported by the local STS\. Supported: GetCallerIdentity</,
    );
  });
});

describe("a service that is not served is refused in the form that its clients read", () => {
  const text = 'The local AWS does not have the service "X". It has: batch, logs, sts, s3.';
  const messageFor = (service: string) => text.replace("X", service);

  test("JSON", async () => {
    const answer = await post(
      { ...signed("states"), "x-amz-target": "AWSStepFunctions.ListStateMachines" },
      "{}",
    );
    expect(answer).toMatchObject({ status: 400, type: "UnknownOperationException" });
    expect(JSON.parse(answer.bytes.toString())).toEqual({
      __type: "UnknownOperationException",
      message: messageFor("states"),
    });
  });

  test("a form", async () => {
    const { status, bytes } = await post({ ...signed("iam"), ...form }, "Action=ListRoles");
    expect(status).toBe(400);
    expect(bytes.toString()).toMatch(
      new RegExp(
        `^<ErrorResponse><Error><Type>Sender</Type><Code>Unk.*<Message>${messageFor("iam")}</Message>`,
      ),
    );
  });

  test("EC2's form", async () => {
    const { bytes } = await post({ ...signed("ec2"), ...form }, "Action=DescribeVpcs");
    expect(bytes.toString()).toMatch(/^<Response><Errors><Error>.*<Code>UnknownOperationException<\/Code>/);
  });

  test("CBOR", async () => {
    const headers = {
      ...signed("monitoring"),
      "smithy-protocol": "rpc-v2-cbor",
      "content-type": "application/cbor",
    };
    const { status, contentType, bytes } = await post(headers, "");
    expect({ status, contentType }).toEqual({ status: 400, contentType: "application/cbor" });
    // A map of two; each text is a head of three bytes and the bytes themselves (RFC 8949).
    expect(bytes[0]).toBe(0xa2);
    expect(bytes.subarray(4, 10).toString()).toBe("__type");
    expect(bytes.toString()).toContain(messageFor("monitoring"));
    expect(bytes.length).toBe(
      1 + 4 * 3 + "__typeUnknownOperationExceptionmessage".length + messageFor("monitoring").length,
    );
  });

  test("an AWS SDK's client gives name and text, and does not try again", async () => {
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    const client = new ECRClient({ endpoint: front.urls[0] ?? "", region: "us-east-1", credentials });
    await expect(client.send(new DescribeRepositoriesCommand({}))).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: messageFor("ecr"),
      $metadata: { httpStatusCode: 400, attempts: 1 },
    });
    client.destroy();
  });
});
