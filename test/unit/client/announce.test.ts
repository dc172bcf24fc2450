import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { announce } from "../../../client/announce.ts";
import { gcbenchIn } from "../../support/gcbench.ts";
import { syntheticResult, writeResult } from "../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const topic = "arn:aws:sns:eu-west-1:123456789012:geos-chem-bench";
const refused = `${topic}-refused`;

/** A stand-in for SNS: takes what is published, as its query protocol has it, and refuses one topic. */
const published: URLSearchParams[] = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    const asked = new URLSearchParams(body);
    const isRefused = asked.get("TopicArn") === refused;
    if (!isRefused) published.push(asked);
    response.writeHead(isRefused ? 403 : 200, { "content-type": "text/xml" });
    response.end(
      isRefused
        ? "<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>not authorized to perform SNS:Publish</Message></Error></ErrorResponse>"
        : "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>",
    );
  });
});
let endpoint = "";
let sns: SNSClient;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  sns = new SNSClient({ endpoint, region: "eu-west-1", credentials, maxAttempts: 1 });
});
afterAll(() => {
  sns.destroy();
  server.close();
});
beforeEach(() => void published.splice(0));

const link = "https://example.org/report.html";

test("a summary is at most twenty lines, the link last, whatever its lines contain", async () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index}\nwith a break`);
  expect(await announce(sns, topic, { lines: ["Größe 日本\u0007", ...lines], link })).toBe("m-1");
  const [message] = published;
  const sent = (message?.get("Message") ?? "").split("\n");
  expect(sent).toHaveLength(20);
  expect(sent.slice(0, 2)).toEqual(["Größe 日本\u0007", "line 0 with a break"]);
  expect(sent.slice(-2)).toEqual(["", link]);
  expect(message?.get("TopicArn")).toBe(topic);
  // Printable ASCII below 100 characters: SNS refuses other subjects.
  expect(message?.get("Subject")).toBe("geos-chem-bench: Gr e");
  await announce(sns, topic, { lines: ["x".repeat(200)], link });
  expect(published[1]?.get("Subject")).toMatch(/^geos-chem-bench: x{82}$/);
});

test("a topic that refuses is said, with what publishing needs", async () => {
  await expect(announce(sns, refused, { lines: ["a"], link })).rejects.toMatchObject({
    code: "announcement-refused",
    message: expect.stringContaining("not authorized to perform SNS:Publish"),
    hint: expect.stringContaining("sns:Publish"),
  });
});

test("gcbench report tells the topic what it tells the terminal", async () => {
  const root = temporaryDirectory("announced");
  for (const jobId of ["a", "b"]) writeResult(root, syntheticResult({ jobId, instanceId: `i-${jobId}` }));
  const gcbench = gcbenchIn(temporaryDirectory("announce-state"));
  const report = (...options: string[]) =>
    gcbench(["report", root, "-o", path.join(root, "page.html"), ...options], {
      AWS_ENDPOINT_URL_SNS: endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
  const { stdout, exitCode } = await report("--notify", topic, "--link", link);
  expect(exitCode).toBe(0);
  const said = stdout.split("\n").slice(0, -1);
  expect(said[0]).toBe("2 timed runs of 2 results.");
  expect(published.map((of) => of.get("Message"))).toEqual([[...said, "", link].join("\n")]);
  const alone = await report("--notify", topic);
  expect([alone.exitCode, alone.stderr]).toEqual([
    2,
    expect.stringContaining("--notify and --link belong together"),
  ]);
});
