import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logFollower } from "../../../client/follow-log.ts";
import type { Front } from "../../../emulator/http/front.ts";
import { frontOn, logStore, writeLine } from "../emulator/http/front-on.ts";

const logs = logStore();
let front: Front;
let client: CloudWatchLogsClient;
beforeAll(async () => {
  front = await frontOn({ logs });
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  client = new CloudWatchLogsClient({ endpoint: front.urls[0] ?? "", region: "us-east-1", credentials });
});
afterAll(async () => {
  client.destroy();
  await front.close();
});

test("a stream that was never made has no lines; those that come are given once", async () => {
  const newLines = logFollower(client, { group: "g", stream: "s" });
  expect(await newLines()).toEqual([]);
  writeLine(logs, "g", "s", { timestamp: 1, message: "one" });
  expect(await newLines()).toEqual(["one"]);
  expect(await newLines()).toEqual([]);
  writeLine(logs, "g", "s", { timestamp: 2, message: "two" });
  expect(await newLines()).toEqual(["two"]);
});
