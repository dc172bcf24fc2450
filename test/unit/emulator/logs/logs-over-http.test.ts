import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeQueriesCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Front } from "../../../../emulator/http/front.ts";
import { frontOn, logStore, writeLine } from "../http/front-on.ts";

const group = "/aws/batch/job";

describe("CloudWatch Logs through the AWS SDK's client", () => {
  const logs = logStore();
  let front: Front;
  let client: CloudWatchLogsClient;
  beforeAll(async () => {
    front = await frontOn({ logs });
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    client = new CloudWatchLogsClient({ endpoint: front.urls[0] ?? "", region: "eu-west-1", credentials });
  });
  afterAll(async () => {
    client.destroy();
    await front.close();
  });

  test("a stream, in pages", async () => {
    for (let line = 1; line <= 5; line++)
      writeLine(logs, group, "a/default/1", { timestamp: line, message: `line ${line} ü` });
    const page = await client.send(
      new GetLogEventsCommand({
        logGroupName: group,
        logStreamName: "a/default/1",
        limit: 2,
        startFromHead: true,
      }),
    );
    expect(page.events).toEqual([
      { timestamp: 1, message: "line 1 ü", ingestionTime: 1 },
      { timestamp: 2, message: "line 2 ü", ingestionTime: 2 },
    ]);
    const seen: (string | undefined)[] = [];
    for await (const of of paginateFilterLogEvents(
      { client, pageSize: 2 },
      { logGroupName: group, limit: 2 },
    )) {
      seen.push(...(of.events?.map(({ message }) => message) ?? []));
    }
    expect(seen).toEqual([1, 2, 3, 4, 5].map((line) => `line ${line} ü`));
  });

  test("`aws logs tail --follow` prints every line once (its way of asking, aws-cli customizations/logs/tail.py)", async () => {
    const printed: string[] = [];
    const seen = new Set<string>();
    let startTime = 0;
    const poll = async () => {
      const { events = [] } = await client.send(
        new FilterLogEventsCommand({ logGroupName: "followed", startTime }),
      );
      for (const { eventId = "", message = "", timestamp = 0 } of events) {
        if (!seen.has(eventId)) printed.push(message);
        seen.add(eventId);
        startTime = Math.max(startTime, timestamp);
      }
    };
    writeLine(logs, "followed", "one", { timestamp: 10, message: "a" });
    writeLine(logs, "followed", "two", { timestamp: 10, message: "b" });
    await poll();
    writeLine(logs, "followed", "one", { timestamp: 10, message: "c, at the same millisecond" });
    await poll();
    writeLine(logs, "followed", "three", { timestamp: 11, message: "d, of a new stream" });
    await poll();
    await poll();
    expect(printed).toEqual(["a", "b", "c, at the same millisecond", "d, of a new stream"]);
  });

  test("ARNs have the region of the request", async () => {
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: group }));
    expect(logGroups).toMatchObject([
      { logGroupArn: `arn:aws:logs:eu-west-1:000000000000:log-group:${group}` },
    ]);
  });

  test("errors have the types of the service", async () => {
    await expect(client.send(new FilterLogEventsCommand({ logGroupName: "none" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(client.send(new DescribeQueriesCommand({}))).rejects.toThrow(
      "DescribeQueries is not supported by the local CloudWatch Logs. Supported: AssociateKmsKey, CreateLogGroup, ",
    );
  });
});
