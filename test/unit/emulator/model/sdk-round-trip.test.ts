import * as batch from "@aws-sdk/client-batch";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Front } from "../../../../emulator/http/front.ts";
import { operations } from "../../../../emulator/model/operations.ts";
import type { BatchApi } from "../../../../emulator/ports/batch-api.ts";
import { arbitraryOfShape } from "./arbitrary-of-shape.ts";
import { frontOn } from "../http/front-on.ts";

/** Every operation: the AWS SDK's own client on one side, handlers that record and answer on the other. */
describe("the AWS SDK's client and the protocol layer agree", () => {
  let received: unknown;
  let answer: unknown;
  const handler = (input: unknown) => {
    received = input;
    return answer;
  };
  const api: BatchApi = Object.fromEntries([...operations.keys()].map((name) => [name, handler]));
  let front: Front;
  let client: batch.BatchClient;
  beforeAll(async () => {
    front = await frontOn({ api });
    client = new batch.BatchClient({
      endpoint: front.urls[0] ?? "",
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await front.close();
  });

  test("the model has all the operations", () => {
    expect(operations.size).toBeGreaterThanOrEqual(45);
    expect([...operations.keys()]).toEqual(
      expect.arrayContaining(["SubmitJob", "DescribeJobs", "TagResource"]),
    );
  });

  test.each([...operations.values()])("$name", async ({ name, input, output }) => {
    await fc.assert(
      fc.asyncProperty(arbitraryOfShape(input), arbitraryOfShape(output), async (request, response) => {
        answer = response;
        const { $metadata: metadata, ...seen } = await send(client, name, request);
        expect(received).toEqual(request);
        expect(seen).toEqual(response);
        expect(metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
      }),
      { numRuns: 25 },
    );
  });
});

async function send(
  client: batch.BatchClient,
  operation: string,
  input: unknown,
): Promise<batch.SubmitJobCommandOutput> {
  const commands = batch as unknown as Readonly<
    Record<string, new (input: unknown) => batch.SubmitJobCommand>
  >;
  const Command = commands[`${operation}Command`];
  if (!Command) throw new Error(`The SDK has no ${operation}Command`);
  return client.send(new Command(input));
}
