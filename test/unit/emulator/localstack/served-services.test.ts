import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "../../../../emulator/http/listen.ts";
import { servedServices } from "../../../../emulator/localstack/served-services.ts";

async function localstackWith(services: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === "/_localstack/health") response.end(JSON.stringify({ services, version: "4.14.0" }));
    else response.writeHead(404).end();
  });
  onTestFinished(() => void server.close());
  return listen(server, { host: "127.0.0.1", port: 0 });
}

test("those that LocalStack has, started or not, by the names that requests are signed for", async () => {
  const url = await localstackWith({
    s3: "running",
    sqs: "available",
    cloudwatch: "available",
    stepfunctions: "running",
    iam: "disabled",
    ec2: "error",
  });
  expect([...(await servedServices(url))]).toEqual(["s3", "sqs", "monitoring", "states"]);
});
