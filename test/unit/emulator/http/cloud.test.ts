import {
  CreatePlacementGroupCommand,
  DeletePlacementGroupCommand,
  DescribePlacementGroupsCommand,
  EC2Client,
  type DescribePlacementGroupsCommandInput,
} from "@aws-sdk/client-ec2";
import { DescribePullThroughCacheRulesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Front } from "../../../../emulator/http/front.ts";
import { cloudServices } from "../../../../emulator/http/routes/services.ts";
import { createMoto } from "../../../../emulator/moto/moto.ts";
import { resetMoto } from "../../../../emulator/moto/reset-moto.ts";
import { frontOn } from "./front-on.ts";
import { recordingUpstream, type Upstream } from "./upstream.ts";

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
});

test("an unsigned request for a service that only the signature names is refused as on AWS, and says what to do", async () => {
  const { status, type, bytes } = await post({ "x-amz-target": "AmazonSQS.ListQueues" }, "{}");
  expect([status, type]).toEqual([400, "MissingAuthenticationToken"]);
  expect(bytes.toString()).toContain("Any credentials do.");
});

describe("EC2's placement groups", () => {
  const clientIn = (region: string) =>
    new EC2Client({
      endpoint: front.urls[0] ?? "",
      region,
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      maxAttempts: 1,
    });
  const named = (GroupName: string) => ({ GroupName });

  test("are made once, found by name and by filter, and deleted, each in its region", async () => {
    const [ec2, elsewhere] = [clientIn("us-east-1"), clientIn("eu-west-1")];
    const Tags = [{ Key: "project", Value: "R&D" }];
    const made = await ec2.send(
      new CreatePlacementGroupCommand({
        ...named("hpc"),
        Strategy: "cluster",
        TagSpecifications: [{ ResourceType: "placement-group", Tags }],
      }),
    );
    const group = {
      GroupName: "hpc",
      GroupArn: "arn:aws:ec2:us-east-1:111122223333:placement-group/hpc",
      State: "available",
      Strategy: "cluster",
      Tags,
    };
    expect(made.PlacementGroup).toMatchObject(group);
    await expect(ec2.send(new CreatePlacementGroupCommand(named("hpc")))).rejects.toMatchObject({
      name: "InvalidPlacementGroup.Duplicate",
    });
    const found = (client: EC2Client, input: DescribePlacementGroupsCommandInput) =>
      client.send(new DescribePlacementGroupsCommand(input)).then(({ PlacementGroups }) => PlacementGroups);
    expect(await found(ec2, { GroupNames: ["hpc"] })).toMatchObject([group]);
    const filter = (Values: string[]) => ({ Filters: [{ Name: "group-name", Values }] });
    expect(await found(ec2, filter(["other", "hpc"]))).toMatchObject([group]);
    expect(await found(ec2, filter(["other"]))).toEqual([]);
    expect(await found(elsewhere, {})).toEqual([]);

    await ec2.send(new DeletePlacementGroupCommand(named("hpc")));
    await expect(found(ec2, { GroupNames: ["hpc"] })).rejects.toMatchObject({
      name: "InvalidPlacementGroup.Unknown",
    });
    for (const client of [ec2, elsewhere]) client.destroy();
  });

  test("are forgotten when moto is, though moto was never asked for anything", async () => {
    const moto = createMoto(() => Promise.reject(new Error("never started")));
    const own = await frontOn({ moto });
    onTestFinished(own.close);
    const ec2 = new EC2Client({
      endpoint: own.urls[0] ?? "",
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
    await ec2.send(new CreatePlacementGroupCommand({ ...named("hpc"), Strategy: "cluster" }));
    await resetMoto(moto);
    const { PlacementGroups } = await ec2.send(new DescribePlacementGroupsCommand({}));
    expect(PlacementGroups).toEqual([]);
    ec2.destroy();
  });
});

describe("an operation that nothing answers is refused at once", () => {
  const refusal = (service: string, operation: string) =>
    new RegExp(
      `^The local AWS does not have ${service}'s operation ${operation}\\. It has, of moto 5\\.2\\.1: `,
    );

  test("by its name, with what there is", async () => {
    const { status, bytes } = await post({ ...signed("iam"), ...form }, "Action=SimulateCustomPolicy");
    expect(status).toBe(400);
    const [, message = ""] = /<Message>(.*)<\/Message>/.exec(bytes.toString()) ?? [];
    expect(message.replaceAll("&apos;", "'")).toMatch(refusal("IAM", "SimulateCustomPolicy"));
    expect(message).toContain(" CreateRole, ");
  });

  test("an AWS SDK's client gives name and text, and does not try again", async () => {
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    const client = new ECRClient({ endpoint: front.urls[0] ?? "", region: "us-east-1", credentials });
    await expect(client.send(new DescribePullThroughCacheRulesCommand({}))).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringMatching(refusal("ECR", "DescribePullThroughCacheRules")) as string,
      $metadata: { httpStatusCode: 400, attempts: 1 },
    });
    client.destroy();
  });

  test("what moto has is refused with the reason where there is no moto", async () => {
    const { status, bytes } = await post(
      { ...signed("iam"), ...form },
      "Action=ListRoles&Version=2010-05-08",
    );
    expect(status).toBe(400);
    expect(bytes.toString()).toContain(
      "<Code>InternalFailure</Code><Message>Nothing answers for this service here",
    );
  });
});

describe("what moto answers", () => {
  const answers: Record<string, readonly [status: number, type: string, body: string]> = {
    ListQueues: [200, "text/html; charset=utf-8", '{"QueueUrls":[]}'],
    GetQueueUrl: [400, "application/x-amz-json-1.0", '{"__type":"QueueDoesNotExist","message":"gone"}'],
    SendMessage: [500, "text/html", "<title>KeyError: 'x' // Werkzeug Debugger</title>"],
    PurgeQueue: [404, "text/html", "<!doctype html>\n<title>404 Not Found</title>"],
  };
  let moto: Upstream;
  let starts = 0;
  const hosts: (string | undefined)[] = [];
  let withMoto: Front;
  beforeAll(async () => {
    moto = await recordingUpstream((request, response) => {
      const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      hosts.push(request.headers.host);
      const [status, type, body] = answers[operation] ?? [599, "", ""];
      response.writeHead(status, { "content-type": type, server: "werkzeug" }).end(body);
    });
    const start = async () => {
      starts += 1;
      return { url: moto.url, stop: async () => {} };
    };
    withMoto = await frontOn({ moto: createMoto(start) });
  });
  afterAll(async () => {
    await withMoto.close();
    moto.close();
  });
  const ask = async (operation: string) => {
    const response = await fetch(withMoto.urls[0] ?? "", {
      method: "POST",
      headers: {
        ...signed("sqs"),
        "x-amz-target": `AmazonSQS.${operation}`,
        "content-type": "application/x-amz-json-1.0",
      },
      body: "{}",
    });
    return { status: response.status, body: await response.json() };
  };

  test("goes to the client as it is, from a moto that the first request started", async () => {
    expect(starts).toBe(0);
    expect(await ask("ListQueues")).toEqual({ status: 200, body: { QueueUrls: [] } });
    expect(await ask("GetQueueUrl")).toEqual({
      status: 400,
      body: { __type: "QueueDoesNotExist", message: "gone" },
    });
    expect(starts).toBe(1);
    // moto makes the addresses of queues from it.
    expect(hosts[0]).toBe(new URL(withMoto.urls[0] ?? "").host);
  });

  test.each([
    ["SendMessage", "KeyError: 'x'"],
    ["PurgeQueue", "404 Not Found"],
  ])("is a 400 where moto fails (%s), which no client tries again", async (operation, reason) => {
    expect(await ask(operation)).toEqual({
      status: 400,
      body: { __type: "InternalFailure", message: `moto 5.2.1 failed at sqs ${operation}: ${reason}` },
    });
  });
});

describe("a client that gives up while moto starts and tries again", () => {
  let moto: Upstream;
  let start: () => Promise<unknown>;
  let withMoto: Front;
  beforeEach(async () => {
    let roles = 0;
    moto = await recordingUpstream((request, response) => {
      roles += 1;
      request.resume().on("end", () => response.writeHead(roles === 1 ? 200 : 409).end(`role ${roles}`));
    });
    const begin = () => start().then(() => ({ url: moto.url, stop: async () => {} }));
    withMoto = await frontOn({ moto: createMoto(begin) });
  });
  afterEach(async () => {
    await withMoto.close();
    moto.close();
  });
  const createRole = async (invocation: string, signal?: AbortSignal) => {
    const response = await fetch(withMoto.urls[0] ?? "", {
      method: "POST",
      headers: { ...signed("iam"), ...form, "amz-sdk-invocation-id": invocation },
      body: "Action=CreateRole&RoleName=r&Version=2010-05-08",
      ...(signal && { signal }),
    });
    return { status: response.status, text: await response.text() };
  };

  test("gets the answer of its first try, during the start and after it", async () => {
    const asked = Promise.withResolvers<void>();
    const ready = Promise.withResolvers<void>();
    start = () => {
      asked.resolve();
      return ready.promise;
    };
    const givingUp = new AbortController();
    const first = createRole("one", givingUp.signal).catch(() => "gave up");
    await asked.promise;
    givingUp.abort();
    expect(await first).toBe("gave up");
    const second = createRole("one");
    ready.resolve();
    expect(await second).toEqual({ status: 200, text: "role 1" });
    expect(await createRole("one")).toEqual({ status: 200, text: "role 1" });
    expect(await createRole("another")).toMatchObject({ status: 409 });
  });

  test("is tried anew where moto did not start", async () => {
    start = () => Promise.reject(new Error("no image"));
    expect(await createRole("one")).toMatchObject({ status: 400 });
    start = () => Promise.resolve();
    expect(await createRole("one")).toEqual({ status: 200, text: "role 1" });
  });
});

describe("a service that is not served is refused in the form that its clients read", () => {
  const messageFor = (service: string) =>
    `The local AWS does not have the service "${service}". It has: batch, logs, s3, ${Object.keys(cloudServices).join(", ")}.`;

  test("JSON", async () => {
    const answer = await post(
      { ...signed("dynamodb"), "x-amz-target": "DynamoDB_20120810.ListTables" },
      "{}",
    );
    expect(answer).toMatchObject({ status: 400, type: "UnknownOperationException" });
    expect(JSON.parse(answer.bytes.toString())).toEqual({
      __type: "UnknownOperationException",
      message: messageFor("dynamodb"),
    });
  });

  test("a form", async () => {
    const { status, bytes } = await post({ ...signed("redshift"), ...form }, "Action=DescribeClusters");
    expect(status).toBe(400);
    expect(bytes.toString()).toMatch(
      new RegExp(
        `^<ErrorResponse><Error><Type>Sender</Type><Code>Unk.*<Message>${messageFor("redshift")}</Message>`,
      ),
    );
  });

  test("EC2's form", async () => {
    const { bytes } = await post({ ...signed("ec2"), ...form }, "Action=DescribeFlowLogsOfMars");
    expect(bytes.toString()).toMatch(/^<Response><Errors><Error>.*<Code>UnknownOperationException<\/Code>/);
  });

  test("CBOR", async () => {
    const headers = {
      ...signed("timestream"),
      "smithy-protocol": "rpc-v2-cbor",
      "content-type": "application/cbor",
    };
    const { status, contentType, bytes } = await post(headers, "");
    expect({ status, contentType }).toEqual({ status: 400, contentType: "application/cbor" });
    // A map of two; each text is a head of three bytes and the bytes themselves (RFC 8949).
    expect(bytes[0]).toBe(0xa2);
    expect(bytes.subarray(4, 10).toString()).toBe("__type");
    expect(bytes.toString()).toContain(messageFor("timestream"));
    expect(bytes.length).toBe(
      1 + 4 * 3 + "__typeUnknownOperationExceptionmessage".length + messageFor("timestream").length,
    );
  });
});
