import { readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LogStore } from "../../../../emulator/logs/log-store.ts";
import { callLogs } from "../../../../emulator/logs/logs-operations.ts";
import { writeLine } from "../http/front-on.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const place = { region: "us-east-1", accountId: "000000000000" };
const group = "/aws/batch/job";
const newDirectory = () => temporaryDirectory("logs");

interface Page {
  readonly events: readonly { timestamp: number; message: string; eventId: string; logStreamName: string }[];
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
  readonly nextToken?: string;
}

function storeWith(
  lines: readonly { stream: string; timestamp: number; message: string }[],
  directory = newDirectory(),
) {
  const store = new LogStore(directory);
  store.createGroup(group);
  for (const { stream, ...event } of lines) writeLine(store, group, stream, event);
  const call = (operation: string, input: object) =>
    callLogs(store, operation, { logGroupName: group, ...input }, place) as Page;
  return { store, call };
}

const line = fc.record({ timestamp: fc.nat(50), message: fc.string({ unit: "binary" }) });

describe("GetLogEvents", () => {
  test("pages forward and backward give every line once, in order", () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (lines, limit) => {
          const { call, store } = storeWith(lines.map((of) => ({ stream: "s", ...of })));
          const forward: unknown[] = [];
          let page = call("GetLogEvents", { logStreamName: "s", limit, startFromHead: true });
          for (let token = ""; token !== page.nextForwardToken;) {
            forward.push(...page.events.map(({ timestamp, message }) => ({ timestamp, message })));
            token = page.nextForwardToken;
            page = call("GetLogEvents", { logStreamName: "s", limit, nextToken: token });
          }
          expect(forward).toEqual(lines);

          const backward: unknown[] = [];
          page = call("GetLogEvents", { logStreamName: "s", limit });
          for (let token = ""; token !== page.nextBackwardToken;) {
            backward.unshift(...page.events.map(({ timestamp, message }) => ({ timestamp, message })));
            token = page.nextBackwardToken;
            page = call("GetLogEvents", { logStreamName: "s", limit, nextToken: token });
          }
          expect(backward).toEqual(lines);
          store.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  test("without a token: the latest lines; the forward token then follows the stream", () => {
    const { call, store } = storeWith(
      [1, 2, 3].map((n) => ({ stream: "s", timestamp: n, message: `line ${n}` })),
    );
    const first = call("GetLogEvents", { logStreamName: "s", limit: 2 });
    expect(first.events.map(({ message }) => message)).toEqual(["line 2", "line 3"]);
    const none = call("GetLogEvents", { logStreamName: "s", nextToken: first.nextForwardToken });
    expect(none).toMatchObject({ events: [], nextForwardToken: first.nextForwardToken });
    store.write(group, "s", { timestamp: 4, message: "line 4" });
    const next = call("GetLogEvents", { logStreamName: "s", nextToken: first.nextForwardToken });
    expect(next.events.map(({ message }) => message)).toEqual(["line 4"]);
  });

  test("the start of the time range is in it, the end is not", () => {
    const { call } = storeWith([1, 2, 3, 4].map((n) => ({ stream: "s", timestamp: n, message: String(n) })));
    const page = call("GetLogEvents", { logStreamName: "s", startTime: 2, endTime: 4 });
    expect(page.events.map(({ message }) => message)).toEqual(["2", "3"]);
  });

  test("a page has at most about 1 MB, but always one line", () => {
    const message = "x".repeat(700_000);
    const { call } = storeWith([1, 2].map((n) => ({ stream: "s", timestamp: n, message })));
    expect(call("GetLogEvents", { logStreamName: "s" }).events).toHaveLength(1);
  });
});

describe("FilterLogEvents", () => {
  test("pages merge all streams by time, and give every event once", () => {
    const lines = fc.array(
      fc.record({ stream: fc.constantFrom("a", "b", "c"), timestamp: fc.nat(9), message: fc.string() }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 9 }), (given, limit) => {
        const { call, store } = storeWith(given);
        const seen: Page["events"][number][] = [];
        let page = call("FilterLogEvents", { limit });
        for (;;) {
          seen.push(...page.events);
          if (page.nextToken === undefined) break;
          page = call("FilterLogEvents", { limit, nextToken: page.nextToken });
        }
        const times = seen.map(({ timestamp }) => timestamp);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(new Set(seen.map(({ eventId }) => eventId)).size).toBe(given.length);
        for (const stream of ["a", "b", "c"]) {
          const written = given
            .filter((of) => of.stream === stream)
            .toSorted((a, b) => a.timestamp - b.timestamp);
          const read = seen.filter((of) => of.logStreamName === stream);
          expect(read.map(({ message }) => message)).toEqual(written.map(({ message }) => message));
        }
        store.close();
      }),
      { numRuns: 60 },
    );
  });

  test("by stream, prefix, time and pattern", () => {
    const { call } = storeWith([
      { stream: "job/a", timestamp: 1, message: "start" },
      { stream: "job/b", timestamp: 2, message: "ERROR no space" },
      { stream: "other", timestamp: 3, message: "ERROR too" },
    ]);
    const messages = (input: object) => call("FilterLogEvents", input).events.map(({ message }) => message);
    expect(messages({ logStreamNames: ["job/a"] })).toEqual(["start"]);
    expect(messages({ logStreamNamePrefix: "job/" })).toEqual(["start", "ERROR no space"]);
    expect(messages({ startTime: 2, endTime: 3 })).toEqual(["ERROR no space", "ERROR too"]);
    expect(messages({ filterPattern: 'ERROR -too "no space"' })).toEqual(["ERROR no space"]);
    expect(messages({ filterPattern: "?start ?too" })).toEqual(["start", "ERROR too"]);
    expect(messages({ filterPattern: "[level=ERROR, what=no, ...]" })).toEqual(["ERROR no space"]);
    expect(messages({ filterPattern: "%^ERROR n.\\s% " })).toEqual(["ERROR no space"]);
    expect(messages({ logStreamNames: ["other", "other"] })).toEqual(["ERROR too"]);
    expect(() => messages({ filterPattern: "{ $.level }" })).toThrow(
      "Invalid filter pattern: One of the operators =, !=, <, >, <=, >= is expected where the pattern ends.",
    );
  });

  test("the latest events first, over pages, while others are written", () => {
    const start = Date.UTC(2024, 0, 1);
    const lines = [0, 1, 1, 2].map((at, index) => ({
      stream: "ab"[index % 2] ?? "",
      timestamp: start + at,
      message: String(index),
    }));
    const { call, store } = storeWith(lines);
    const asked = { startTime: start, startFromHead: false, limit: 3 };
    const first = call("FilterLogEvents", asked);
    writeLine(store, group, "a", { timestamp: start + 2, message: "later" });
    // The direction is that of the token.
    const second = call("FilterLogEvents", { ...asked, startFromHead: true, nextToken: first.nextToken });
    expect([first, second].map(({ events }) => events.map(({ message }) => message))).toEqual([
      ["3", "1", "2"],
      ["0"],
    ]);
    expect(second.nextToken).toBeUndefined();
    expect(() => call("FilterLogEvents", { ...asked, startTime: start - 1 })).toThrow(
      "startFromHead can be false only with a startTime of 2024-01-01T00:00:00Z or later.",
    );
  });
});

describe("groups and streams", () => {
  test("are listed in pages", () => {
    const { store, call } = storeWith(
      ["b", "a", "c"].map((stream, index) => ({ stream, timestamp: 9 - index, message: "m" })),
    );
    store.createGroup("/geos-chem/jobs");
    expect(callLogs(store, "DescribeLogGroups", { logGroupNamePrefix: "/g" }, place)).toMatchObject({
      logGroups: [
        {
          logGroupName: "/geos-chem/jobs",
          arn: "arn:aws:logs:us-east-1:000000000000:log-group:/geos-chem/jobs:*",
        },
      ],
    });
    const names = (page: unknown) =>
      (page as { logStreams: { logStreamName: string }[] }).logStreams.map((of) => of.logStreamName);
    const first = call("DescribeLogStreams", { limit: 2 });
    expect(names(first)).toEqual(["a", "b"]);
    expect(names(call("DescribeLogStreams", { limit: 2, nextToken: first.nextToken }))).toEqual(["c"]);
    expect(names(call("DescribeLogStreams", { orderBy: "LastEventTime", descending: true }))).toEqual([
      "b",
      "a",
      "c",
    ]);
  });

  test("a group that was created and not written to is empty, one that was never made does not exist", () => {
    const { store } = storeWith([]);
    store.createGroup("made");
    expect(callLogs(store, "FilterLogEvents", { logGroupName: "made" }, place)).toMatchObject({ events: [] });
    expect(() => callLogs(store, "FilterLogEvents", { logGroupName: "other" }, place)).toThrow(
      expect.objectContaining({ code: "ResourceNotFoundException" }),
    );
    expect(() =>
      callLogs(
        store,
        "GetLogEvents",
        { logGroupIdentifier: "arn:aws:logs:us-east-1:000000000000:log-group:made:*", logStreamName: "s" },
        place,
      ),
    ).toThrow("The specified log stream does not exist.");
  });

  test.each(["eu-west-1:000000000000", "us-east-1:999999999999"])("not by an ARN of %s", (elsewhere) => {
    const { store } = storeWith([]);
    const logGroupIdentifier = `arn:aws:logs:${elsewhere}:log-group:${group}`;
    for (const operation of ["FilterLogEvents", "DescribeLogStreams"]) {
      expect(() => callLogs(store, operation, { logGroupIdentifier }, place)).toThrow(
        "The specified log group does not exist.",
      );
    }
  });

  test("a stream without a line is there, and can be read", () => {
    const { store, call } = storeWith([]);
    store.createStream(group, "silent");
    expect(call("GetLogEvents", { logStreamName: "silent" }).events).toEqual([]);
    expect(call("FilterLogEvents", { logStreamNames: ["silent"] }).events).toEqual([]);
    const [stream] = (
      call("DescribeLogStreams", { orderBy: "LastEventTime" }) as unknown as { logStreams: object[] }
    ).logStreams;
    expect(stream).toMatchObject({ logStreamName: "silent" });
    expect(stream).not.toHaveProperty("firstEventTimestamp");
  });

  test("a line for a stream that is not there is lost", () => {
    const { store, call } = storeWith([]);
    store.write(group, "gone", { timestamp: 1, message: "m" });
    store.write("/gone", "gone", { timestamp: 1, message: "m" });
    expect(call("FilterLogEvents", {}).events).toEqual([]);
    expect(store.group("/gone")).toBeUndefined();
  });

  test.each([
    ["StartQuery", {}, "UnknownOperationException"],
    ["GetLogEvents", {}, "InvalidParameterException"],
    ["GetLogEvents", { logStreamName: "s", limit: 0 }, "InvalidParameterException"],
    ["GetLogEvents", { logStreamName: "s", nextToken: "x" }, "InvalidParameterException"],
    ["FilterLogEvents", { nextToken: "filter/e30" }, "InvalidParameterException"],
    ["FilterLogEvents", { logStreamNames: ["s"], logStreamNamePrefix: "s" }, "InvalidParameterException"],
    ["FilterLogEvents", { logStreamNames: [] }, "InvalidParameterException"],
    ["FilterLogEvents", { filterPattern: "p".repeat(1025) }, "InvalidParameterException"],
  ])("%s %j: %s", (operation, input, code) => {
    const { call } = storeWith([{ stream: "s", timestamp: 1, message: "m" }]);
    expect(() => call(operation, input)).toThrow(expect.objectContaining({ code }));
  });
});

test("every line is also in a file that a person can read; a later store adds to it", () => {
  const directory = newDirectory();
  const first = storeWith([{ stream: "s", timestamp: 1, message: "one\ntwo" }], directory);
  first.store.close();
  first.store.write(group, "s", { timestamp: 2, message: "after the end" });
  const second = storeWith([{ stream: "s", timestamp: 3, message: "three" }], directory);
  expect(second.call("GetLogEvents", { logStreamName: "s" }).events).toMatchObject([{ message: "three" }]);
  const file = readFileSync(path.join(directory, "events.jsonl"), "utf8");
  expect(
    file
      .trimEnd()
      .split("\n")
      .map((of) => (JSON.parse(of) as { message: string }).message),
  ).toEqual(["one\ntwo", "three"]);
});
