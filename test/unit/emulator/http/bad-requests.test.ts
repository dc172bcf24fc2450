import http from "node:http";
import { BatchClient, SubmitJobCommand } from "@aws-sdk/client-batch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Front } from "../../../../emulator/http/front.ts";
import type { AccessEntry } from "../../../../emulator/http/access-entry.ts";
import { BatchClientError, whileExecuting, type BatchApi } from "../../../../emulator/ports/batch-api.ts";
import { frontOn } from "./front-on.ts";

describe("requests that Batch refuses", () => {
  const seen: unknown[] = [];
  const api: BatchApi = {
    SubmitJob: (input) => {
      seen.push(input);
      return { jobId: "1", jobName: input.jobName };
    },
    ListJobs: () => {
      throw new BatchClientError("Job queue nowhere does not exist");
    },
    CancelJob: () => {
      throw whileExecuting("Job none does not exist");
    },
    DescribeJobs: () => {
      throw new TypeError("cannot read x of undefined");
    },
    RegisterJobDefinition: () => {
      throw new Error("not called");
    },
  };
  let front: Front & { entries: AccessEntry[] };
  beforeAll(async () => {
    front = await frontOn({ api });
  });
  afterAll(() => front.close());

  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(front.urls[0] + path, { method: "POST", body, headers });
    const { message } = (await response.json()) as { message: string };
    return { status: response.status, type: response.headers.get("x-amzn-errortype"), message };
  };
  const submit = (value: unknown) => post("/v1/submitjob", JSON.stringify(value));
  const valid = { jobName: "j", jobQueue: "q", jobDefinition: "d" };

  test.each([
    ["no JSON", "{", /^The request body is not JSON/],
    ["no object", "[]", /not a JSON object/],
    ["a number as a name", '{"jobName":1}', "NUMBER_VALUE can not be converted to a String (at jobName)"],
    ["a boolean as a name", '{"jobName":true}', "TRUE_VALUE can not be converted to a String (at jobName)"],
    [
      "a text as a number",
      '{"timeout":{"attemptDurationSeconds":"60"}}',
      /^STRING_VALUE .* a Number \(at timeout\.attempt/,
    ],
    ["a list as a structure", '{"timeout":[]}', /^START_ARRAY .* \(at timeout\)/],
    ["a text as a list", '{"dependsOn":"a"}', /^STRING_VALUE .* a list \(at dependsOn\)/],
    ["a list in a map", '{"parameters":{"a":[]}}', /^START_ARRAY .* \(at parameters\.a\)/],
    [
      "a number deep in a list",
      '{"containerOverrides":{"command":["a",2]}}',
      /\(at containerOverrides\.command\[1\]\)/,
    ],
  ])("%s: SerializationException", async (_, body, message) => {
    const refusal = await post("/v1/submitjob", body);
    expect(refusal).toMatchObject({ status: 400, type: "SerializationException" });
    expect(refusal.message).toMatch(message);
  });

  test("every missing member is named, in AWS's form", async () => {
    const { status, type, message } = await submit({ jobName: "j", dependsOn: [{ type: "EVERY" }] });
    expect({ status, type }).toEqual({ status: 400, type: "ClientException" });
    expect(message).toMatch(
      /^Error executing request, Exception : jobQueue is required\. jobDefinition is required\. dependsOn\[0\]\.type does not support the value EVERY\. Supported: N_TO_N, SEQUENTIAL, RequestId: [0-9a-f-]{36}$/,
    );
  });

  test("null is absent, unknown members are dropped", async () => {
    await fetch(`${front.urls[0]}/v1/submitjob`, {
      method: "POST",
      body: JSON.stringify({
        ...valid,
        timeout: null,
        parameters: { a: "1", b: null },
        colour: "red",
        tags: {},
      }),
    });
    expect(seen.at(-1)).toEqual({ ...valid, parameters: { a: "1" }, tags: {} });
  });

  test("an operation without a handler names those that have one", async () => {
    expect(await post("/v1/createjobqueue", "{}")).toEqual({
      status: 400,
      type: "ClientException",
      message:
        "CreateJobQueue is not supported by the local AWS Batch. Supported: CancelJob, DescribeJobs, ListJobs, RegisterJobDefinition, SubmitJob",
    });
  });

  test("a path that Batch does not have", async () => {
    const signed = {
      authorization: "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/batch/aws4_request, Signature=0",
    };
    const refused = { status: 404, type: "UnknownOperationException" };
    expect(await post("/v1/submitjobs", "{}", signed)).toMatchObject(refused);
    expect(await post("/v1/submitjobs", "{}")).toEqual({
      ...refused,
      message: "AWS Batch has no operation POST /v1/submitjobs",
    });
    const put = await fetch(`${front.urls[0]}/v1/submitjob`, { method: "PUT", body: "{}" });
    expect([put.status, await put.json()]).toEqual([
      404,
      expect.objectContaining({ message: "AWS Batch has no operation PUT /v1/submitjob" }),
    ]);
  });

  test("what the caller did wrong is a ClientException with that message", async () => {
    expect(await post("/v1/listjobs", "{}")).toEqual({
      status: 400,
      type: "ClientException",
      message: "Job queue nowhere does not exist",
    });
  });

  test("a fault of ours is a ServerException; the stack goes to the log, not to the client", async () => {
    const { status, type, message } = await post("/v1/describejobs", '{"jobs":[]}');
    expect({ status, type }).toEqual({ status: 500, type: "ServerException" });
    const entry = front.entries.find(({ operation }) => operation === "DescribeJobs");
    expect(message).toContain(entry?.requestId ?? "?");
    expect(message).not.toContain(import.meta.dirname);
    expect(entry).toMatchObject({ service: "batch", status: 500, error: expect.any(TypeError) });
  });

  test("a body larger than any request is refused in an answer that arrives, on a connection that lasts", async () => {
    const refusal = await post(
      "/v1/submitjob",
      JSON.stringify({ ...valid, parameters: { a: "x".repeat(20_000_000) } }),
    );
    expect(refusal).toMatchObject({ status: 413, type: "RequestEntityTooLargeException" });

    // A client that reads its answer only when it has sent all, as most do; announced and in chunks.
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<unknown>();
    const send = (headers: http.OutgoingHttpHeaders) =>
      new Promise<number | undefined>((resolve, reject) => {
        const request = http.request(`${front.urls[0]}/v1/submitjob`, { method: "POST", agent, headers });
        request.on("socket", (socket) => sockets.add(socket));
        request.on("error", reject);
        request.on("response", (response) => {
          response.resume();
          response.on("end", () => resolve(response.statusCode));
        });
        request.end("x".repeat(8_000_000));
      });
    expect(await send({ "Content-Length": 8_000_000 })).toBe(413);
    expect(await send({ "Transfer-Encoding": "chunked" })).toBe(413);
    expect(sockets.size).toBe(1);
    agent.destroy();
  });

  test("through the AWS SDK's client it is an error with that name", async () => {
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    const client = new BatchClient({ endpoint: front.urls[0] ?? "", region: "us-east-1", credentials });
    const parameters = { a: "x".repeat(4_000_000) };
    await expect(client.send(new SubmitJobCommand({ ...valid, parameters }))).rejects.toMatchObject({
      name: "RequestEntityTooLargeException",
    });
    client.destroy();
  });

  test("a web page is refused, whatever it sends", async () => {
    const refusal = await post("/v1/submitjob", JSON.stringify(valid), { origin: "https://example.org" });
    expect(refusal).toMatchObject({ status: 403, type: "AccessDeniedException" });
  });

  test.each([
    ["the protocol's own validation", "/v1/submitjob", "{}", 400],
    ["a handler's refusal", "/v1/canceljob", '{"jobId":"none","reason":"r"}', 400],
    ["a fault of ours", "/v1/describejobs", '{"jobs":[]}', 500],
  ])("%s names the request by the id in the answer's header", async (_, path, body, status) => {
    const response = await fetch(front.urls[0] + path, { method: "POST", body });
    const { message } = (await response.json()) as { message: string };
    expect(response.status).toBe(status);
    expect(/RequestId: ([0-9a-f-]{36})/.exec(message)?.[1]).toBe(response.headers.get("x-amzn-requestid"));
  });
});
