import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LogStore } from "../../../../emulator/logs/log-store.ts";
import { callLogs } from "../../../../emulator/logs/logs-operations.ts";
import { frontOn, logStore } from "../http/front-on.ts";

const place = { region: "us-east-1", accountId: "000000000000" };
const of = { logGroupName: "g", logStreamName: "s" };
const now = Date.UTC(2026, 5, 15);
const hour = 3_600_000;
const day = 24 * hour;

describe("PutLogEvents", () => {
  let store: LogStore;
  beforeEach(() => {
    vi.useFakeTimers({ now, toFake: ["Date"] });
    store = logStore();
    callLogs(store, "CreateLogGroup", of, place);
    callLogs(store, "CreateLogStream", of, place);
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const call = (name: string, input: object) => callLogs(store, name, { ...of, ...input }, place);
  /** Timestamps in milliseconds from now. */
  const put = (...ages: number[]) =>
    call("PutLogEvents", { logEvents: ages.map((at) => ({ timestamp: now + at, message: String(at) })) });
  const written = () =>
    (call("GetLogEvents", { startFromHead: true }) as { events: { message: string }[] }).events.map(
      ({ message }) => Number(message),
    );

  test("takes what is at most 14 days old and at most two hours in the future", () => {
    expect(put(-14 * day)).not.toHaveProperty("rejectedLogEventsInfo");
    expect(put(0, 2 * hour)).not.toHaveProperty("rejectedLogEventsInfo");
    expect(written()).toEqual([-14 * day, 0, 2 * hour]);
  });

  test("leaves out what is older or newer, and says up to where and from where on", () => {
    expect(put(-20 * day, -14 * day - 1, -1, 0, 2 * hour + 1, 3 * day)).toMatchObject({
      rejectedLogEventsInfo: { tooOldLogEventEndIndex: 2, tooNewLogEventStartIndex: 4 },
    });
    expect(written()).toEqual([-1, 0]);
  });

  test("leaves out what the group would not keep any more", () => {
    call("PutRetentionPolicy", { retentionInDays: 3 });
    const { rejectedLogEventsInfo } = put(-15 * day, -3 * day - 1, -3 * day) as {
      rejectedLogEventsInfo?: object;
    };
    expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, expiredLogEventEndIndex: 2 });
    expect(written()).toEqual([-3 * day]);
  });

  test("a batch of which nothing is valid is answered too", () => {
    expect(put(-15 * day)).toMatchObject({ rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 } });
    expect(put(day)).toMatchObject({ rejectedLogEventsInfo: { tooNewLogEventStartIndex: 0 } });
    expect(written()).toEqual([]);
  });

  test("the valid events span at most 24 hours", () => {
    put(-day, 0);
    expect(() => put(-day - 1, 0)).toThrow(
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    );
    expect(written()).toEqual([-day, 0]);
  });

  test.each([
    ["one event", [1024 * 1024 - 25], "Log event too large: 1048577 bytes exceeds limit of 1048576"],
    ["the batch", [1024 * 512, 1024 * 512 - 51], "Upload too large: 1048577 bytes exceeds limit of 1048576"],
  ])("%s has at most 1 MiB, 26 bytes for each event counted in", (_, sizes, message) => {
    // Two bytes each in UTF-8.
    const logEvents = sizes.map((size) => ({
      timestamp: now,
      message: "ä".repeat(Math.floor(size / 2)) + "a".repeat(size % 2),
    }));
    expect(() => call("PutLogEvents", { logEvents })).toThrow(message);
    expect(written()).toEqual([]);
  });
});

test("what is rejected, through the AWS SDK's client, and a JSON pattern for what is not", async () => {
  const front = await frontOn();
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const client = new CloudWatchLogsClient({
    endpoint: front.urls[0] ?? "",
    region: "us-east-1",
    credentials,
  });
  await client.send(new CreateLogGroupCommand(of));
  await client.send(new CreateLogStreamCommand(of));
  const today = Date.now();
  const logEvents = [today - 15 * day, today - 1, today, today + 3 * hour].map((timestamp, ms) => ({
    timestamp,
    message: JSON.stringify({ level: "ERROR", ms }),
  }));
  const { rejectedLogEventsInfo } = await client.send(new PutLogEventsCommand({ ...of, logEvents }));
  expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 3 });
  const { events } = await client.send(
    new FilterLogEventsCommand({ logGroupName: "g", filterPattern: '{ $.level = "ERROR" && $.ms > 1 }' }),
  );
  expect(events?.map(({ message }) => message)).toEqual(['{"level":"ERROR","ms":2}']);
  client.destroy();
  await front.close();
});
