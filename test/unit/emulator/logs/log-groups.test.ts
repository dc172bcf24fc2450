import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteMetricFilterCommand,
  DeleteResourcePolicyCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
  DescribeResourcePoliciesCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  TestMetricFilterCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Front } from "../../../../emulator/http/front.ts";
import type { LogStore } from "../../../../emulator/logs/log-store.ts";
import { LogsError } from "../../../../emulator/logs/logs-error.ts";
import { callLogs, logsOperations } from "../../../../emulator/logs/logs-operations.ts";
import { frontOn, logStore } from "../http/front-on.ts";

describe("what Terraform's resources and clients that write ask of CloudWatch Logs", () => {
  let front: Front;
  let client: CloudWatchLogsClient;
  beforeAll(async () => {
    front = await frontOn();
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    client = new CloudWatchLogsClient({ endpoint: front.urls[0] ?? "", region: "us-east-1", credentials });
  });
  afterAll(async () => {
    client.destroy();
    await front.close();
  });
  const shown = async (logGroupName: string) =>
    (await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }))).logGroups;

  test("aws_cloudwatch_log_group: created, read back, changed, deleted", async () => {
    const logGroupName = "/app/one";
    await client.send(
      new CreateLogGroupCommand({ logGroupName, tags: { a: "1" }, kmsKeyId: "arn:aws:kms:k" }),
    );
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 14 }));
    const [group] = (await shown(logGroupName)) ?? [];
    expect(group).toMatchObject({
      logGroupName,
      retentionInDays: 14,
      kmsKeyId: "arn:aws:kms:k",
      logGroupClass: "STANDARD",
    });

    const resourceArn = group?.logGroupArn ?? "";
    await client.send(new TagResourceCommand({ resourceArn, tags: { b: "2" } }));
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["a"] }));
    expect((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ b: "2" });

    await client.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    expect((await shown(logGroupName))?.[0]).not.toHaveProperty("retentionInDays");
    await client.send(new DeleteLogGroupCommand({ logGroupName }));
    expect(await shown(logGroupName)).toEqual([]);
    await expect(client.send(new ListTagsForResourceCommand({ resourceArn }))).rejects.toThrow(
      "The specified log group does not exist.",
    );
  });

  test("aws_cloudwatch_log_stream, and the events of a program of one's own", async () => {
    const of = { logGroupName: "/app/two", logStreamName: "mine" };
    await client.send(new CreateLogGroupCommand(of));
    await client.send(new CreateLogStreamCommand(of));
    const now = Date.now();
    const logEvents = [
      { timestamp: now, message: "one" },
      { timestamp: now + 1, message: "two" },
    ];
    await client.send(new PutLogEventsCommand({ ...of, logEvents }));
    const { events } = await client.send(new GetLogEventsCommand({ ...of, startFromHead: true }));
    expect(events?.map(({ message }) => message)).toEqual(["one", "two"]);
    await expect(
      client.send(new PutLogEventsCommand({ ...of, logEvents: logEvents.toReversed() })),
    ).rejects.toThrow("chronological order");
    await client.send(new DeleteLogStreamCommand(of));
    expect((await client.send(new DescribeLogStreamsCommand(of))).logStreams).toEqual([]);
    await expect(client.send(new PutLogEventsCommand({ ...of, logEvents }))).rejects.toThrow(
      "The specified log stream does not exist.",
    );
  });

  test("aws_cloudwatch_log_metric_filter", async () => {
    const logGroupName = "/app/three";
    await client.send(new CreateLogGroupCommand({ logGroupName }));
    const metricTransformations = [{ metricName: "m", metricNamespace: "n", metricValue: "1" }];
    const filter = { logGroupName, filterName: "f", filterPattern: "{ $.a = 1 }", metricTransformations };
    await client.send(new PutMetricFilterCommand(filter));
    await client.send(new PutMetricFilterCommand({ ...filter, filterPattern: "ERROR" }));
    const find = new DescribeMetricFiltersCommand({ metricName: "m", metricNamespace: "n" });
    expect((await client.send(find)).metricFilters).toMatchObject([{ ...filter, filterPattern: "ERROR" }]);
    expect((await shown(logGroupName))?.[0]?.metricFilterCount).toBe(1);
    await client.send(new DeleteMetricFilterCommand(filter));
    expect((await client.send(find)).metricFilters).toEqual([]);
    await expect(client.send(new DeleteMetricFilterCommand(filter))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("a metric filter's pattern is tried out on messages before it is put", async () => {
    const answer = await client.send(
      new TestMetricFilterCommand({
        filterPattern: "[..., status_code = 4*, size > 1000]",
        logEventMessages: [
          '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /a.html HTTP/1.0" 200 1534',
          '127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /b.html HTTP/1.0" 404 1534',
        ],
      }),
    );
    expect(answer.matches).toEqual([
      {
        eventNumber: 2,
        eventMessage: '127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /b.html HTTP/1.0" 404 1534',
        extractedValues: {
          $1: "127.0.0.1",
          $2: "-",
          $3: "frank",
          $4: "10/Oct/2000:13:35:22 -0700",
          $5: "GET /b.html HTTP/1.0",
          $status_code: "404",
          $size: "1534",
        },
      },
    ]);
    const json = new TestMetricFilterCommand({ filterPattern: "{ $.a > 1 }", logEventMessages: ['{"a":2}'] });
    expect((await client.send(json)).matches).toEqual([
      { eventNumber: 1, eventMessage: '{"a":2}', extractedValues: {} },
    ]);
    const invalid = (filterPattern: string) =>
      client.send(new TestMetricFilterCommand({ filterPattern, logEventMessages: ["a"] }));
    await expect(invalid("a:b")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid character(s) in term ':'",
    });
    await expect(invalid("{ $.a }")).rejects.toThrow("Invalid metric filter pattern: One of the operators");
  });

  test("aws_cloudwatch_log_resource_policy", async () => {
    const policyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    await client.send(new PutResourcePolicyCommand({ policyName: "p", policyDocument }));
    const { resourcePolicies } = await client.send(new DescribeResourcePoliciesCommand({}));
    expect(resourcePolicies).toMatchObject([{ policyName: "p", policyDocument }]);
    await client.send(new DeleteResourcePolicyCommand({ policyName: "p" }));
    await expect(client.send(new DeleteResourcePolicyCommand({ policyName: "p" }))).rejects.toThrow(
      "Policy with name [p] does not exist.",
    );
  });
});

/** Limits of the CloudWatch Logs API reference, under the operation's name. */
describe("refusals", () => {
  let store: LogStore;
  beforeEach(() => {
    store = logStore();
    store.createGroup("g");
    store.createStream("g", "s");
  });
  const place = { region: "us-east-1", accountId: "000000000000" };
  const arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
  const metric = { metricName: "m", metricNamespace: "n", metricValue: "1" };
  const filter = { logGroupName: "g", filterName: "f", filterPattern: "", metricTransformations: [metric] };

  test.each([
    ["CreateLogGroup", { logGroupName: "g" }, "ResourceAlreadyExistsException"],
    ["CreateLogGroup", { logGroupName: "a b" }, "InvalidParameterException"],
    ["CreateLogGroup", { logGroupName: "" }, "InvalidParameterException"],
    ["CreateLogGroup", { logGroupName: "n".repeat(513) }, "InvalidParameterException"],
    ["CreateLogGroup", { logGroupName: "aws/mine" }, "InvalidParameterException"],
    ["CreateLogGroup", { logGroupName: "n", tags: { "aws:a": "1" } }, "InvalidParameterException"],
    ["CreateLogGroup", { logGroupName: "n", tags: { a: "v".repeat(257) } }, "InvalidParameterException"],
    ["CreateLogStream", { logGroupName: "g", logStreamName: "s" }, "ResourceAlreadyExistsException"],
    ["CreateLogStream", { logGroupName: "g", logStreamName: "a:b" }, "InvalidParameterException"],
    ["CreateLogStream", { logGroupName: "none", logStreamName: "s" }, "ResourceNotFoundException"],
    ["DeleteLogGroup", { logGroupName: "none" }, "ResourceNotFoundException"],
    ["PutRetentionPolicy", { logGroupName: "g", retentionInDays: 2 }, "InvalidParameterException"],
    ["PutRetentionPolicy", { logGroupName: "none", retentionInDays: 1 }, "ResourceNotFoundException"],
    ["PutMetricFilter", { ...filter, filterName: "a*" }, "InvalidParameterException"],
    ["PutMetricFilter", { ...filter, filterPattern: "p".repeat(1025) }, "InvalidParameterException"],
    ["PutMetricFilter", { ...filter, metricTransformations: [] }, "InvalidParameterException"],
    ["PutMetricFilter", { ...filter, metricTransformations: [metric, metric] }, "InvalidParameterException"],
    [
      "PutMetricFilter",
      { ...filter, metricTransformations: [{ ...metric, defaultValue: 0, dimensions: { a: "$.a" } }] },
      "InvalidParameterException",
    ],
    ["PutMetricFilter", { ...filter, filterPattern: "[a, a]" }, "InvalidParameterException"],
    [
      "PutMetricFilter",
      { ...filter, filterPattern: "ERROR", metricTransformations: [{ ...metric, dimensions: { a: "$.a" } }] },
      "InvalidParameterException",
    ],
    ["TestMetricFilter", { filterPattern: "a", logEventMessages: [] }, "InvalidParameterException"],
    ["TestMetricFilter", { filterPattern: "a", logEventMessages: [""] }, "InvalidParameterException"],
    [
      "TestMetricFilter",
      { filterPattern: "a", logEventMessages: Array.from({ length: 51 }, () => "a") },
      "InvalidParameterException",
    ],
    ["TestMetricFilter", { logEventMessages: ["a"] }, "InvalidParameterException"],
    ["DescribeMetricFilters", { metricName: "m" }, "InvalidParameterException"],
    ["PutResourcePolicy", { policyName: "p", policyDocument: "no" }, "InvalidParameterException"],
    ["TagResource", { resourceArn: "arn:aws:s3:::b", tags: {} }, "InvalidParameterException"],
    [
      "TagResource",
      { resourceArn: arn.replace("us-east-1", "eu-west-1"), tags: {} },
      "ResourceNotFoundException",
    ],
    [
      "TagResource",
      { resourceArn: arn, tags: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, ""])) },
      "InvalidParameterException",
    ],
  ])("%s %j: %s", (operation, input, code) => {
    expect(() => callLogs(store, operation, input, place)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    ["GetLogEvents", { logStreamName: "s", limit: 10_001 }, "'limit'", "value less than or equal to 10000"],
    ["DescribeLogGroups", { limit: 0 }, "'limit'", "value greater than or equal to 1"],
    [
      "CreateLogGroup",
      { logGroupName: "g".repeat(513) },
      "'logGroupName'",
      "length less than or equal to 512",
    ],
  ])("%s %j names the limit as the service does", (operation, input, member, limit) => {
    expect(() => callLogs(store, operation, input, place)).toThrow(
      `1 validation error detected: Value at ${member} failed to satisfy constraint: Member must have ${limit}`,
    );
  });

  test.each([
    [
      "DescribeLogStreams",
      { logGroupName: "g", orderBy: "LastEventTime", logStreamNamePrefix: "s" },
      /order/,
    ],
    ["DescribeLogGroups", { logGroupNamePrefix: "g", logGroupNamePattern: "g" }, /mutually exclusive/],
    ["GetLogEvents", { logGroupName: "g", logGroupIdentifier: "g", logStreamName: "s" }, /Only one of/],
  ])("%s %j: what excludes each other is refused", (operation, input, message) => {
    store.createGroup("g");
    store.createStream("g", "s");
    expect(() => callLogs(store, operation, input, place)).toThrow(message);
  });

  test("in the service's words", () => {
    expect(() => callLogs(store, "CreateLogGroup", { logGroupName: "a b" }, place)).toThrow(
      String.raw`1 validation error detected: Value at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+`,
    );
  });

  test("whatever comes is answered, or refused with a type", () => {
    const names = fc.constantFrom("g", "s", arn, "list/WzBd", "filter/WzBd", "f/1/s");
    const value = fc.oneof(names, fc.jsonValue({ maxDepth: 2 }), fc.array(names), fc.constant({ a: "1" }));
    const members =
      "logGroupName logGroupIdentifier logStreamName logStreamNames nextToken limit startTime tags tagKeys resourceArn policyName policyDocument filterName filterPattern logEventMessages startFromHead metricTransformations retentionInDays kmsKeyId logEvents".split(
        " ",
      );
    const input = fc.record(Object.fromEntries(members.map((name) => [name, value])), { requiredKeys: [] });
    fc.assert(
      fc.property(fc.constantFrom(...logsOperations), fc.oneof(input, fc.jsonValue()), (operation, given) => {
        store.createGroup("g");
        store.createStream("g", "s");
        try {
          expect(callLogs(store, operation, given, place)).toBeTypeOf("object");
        } catch (error) {
          expect(error).toBeInstanceOf(LogsError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("at most five metric filters with regular expressions in a group, however many each has", () => {
    const put = (at: number, filterPattern: string) =>
      callLogs(store, "PutMetricFilter", { ...filter, filterName: `f${at}`, filterPattern }, place);
    for (let at = 0; at < 5; at++) put(at, "[a=%x%, b=%y%]");
    expect(() => put(5, "%x%")).toThrow(expect.objectContaining({ code: "LimitExceededException" }));
    put(5, "x");
    put(4, "%y%");
    put(0, "x");
    put(5, "%x%");
  });

  test("at most 100 metric filters in a group and ten resource policies", () => {
    const put = (at: number) =>
      callLogs(store, "PutMetricFilter", { ...filter, filterName: `f${at}` }, place);
    for (let at = 0; at < 100; at++) put(at);
    expect(() => put(100)).toThrow(expect.objectContaining({ code: "LimitExceededException" }));
    put(0);
    const policy = (at: number) =>
      callLogs(store, "PutResourcePolicy", { policyName: `p${at}`, policyDocument: "{}" }, place);
    for (let at = 0; at < 10; at++) policy(at);
    expect(() => policy(10)).toThrow(expect.objectContaining({ code: "LimitExceededException" }));
  });
});
