import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import type { GeosBenchError } from "../../../../contract/errors.ts";
import { listen } from "../../../../emulator/http/listen.ts";
import { createEventBus } from "../../../../emulator/events/event-bus.ts";
import { busEvent } from "../../../../emulator/events/event.ts";
import { fireSchedule } from "../../../../emulator/events/fire-schedule.ts";
import { createMoto, type Moto } from "../../../../emulator/moto/moto.ts";
import type { BatchApi } from "../../../../emulator/ports/batch-api.ts";
import { logStore } from "../http/front-on.ts";

const account = "000000000000";
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${account}:${resource}`;
const failures = { source: ["aws.batch"], detail: { status: ["FAILED"] } };
const targets = [
  { Id: "queue", Arn: arn("sqs", "failed") },
  { Id: "topic", Arn: arn("sns", "people"), InputPath: "$.detail.jobName" },
  { Id: "log", Arn: arn("logs", "log-group:/aws/events/test:*") },
  {
    Id: "job",
    Arn: arn("batch", "job-queue/retry"),
    BatchParameters: { JobDefinition: "again", JobName: "again", RetryStrategy: { Attempts: 2 } },
    InputTransformer: {
      InputPathsMap: { name: "$.detail.jobName" },
      InputTemplate:
        '{"Parameters": {"Of": <name>}, "ContainerOverrides": {"Environment": [{"Name": "A", "Value": "b"}]}}',
    },
  },
  { Id: "machine", Arn: arn("states", "stateMachine:after"), Input: '{"x": 1}' },
  { Id: "lost", Arn: arn("lambda", "function:none"), DeadLetterConfig: { Arn: arn("sqs", "dead") } },
];

// What moto answers to what is asked of it here; what is sent to targets is kept.
let sent: [operation: string, body: unknown][] = [];
let server: Server;
let moto: Moto;
let lines: string[] = [];
let submitted: unknown[] = [];
const logs = logStore();
logs.createGroup("/aws/events/test");
const api = {
  SubmitJob: (input) => {
    submitted.push(input);
    return { jobId: "job-1", jobName: "x" };
  },
} satisfies BatchApi;
const asked: (string | undefined)[] = [];
const regions = (region?: string) => {
  asked.push(region);
  return { region: region ?? "us-east-1", api, logs };
};
const schedules: Readonly<Record<string, object>> = {
  nightly: {
    Arn: "arn:aws:scheduler:::aws-sdk:batch:submitJob",
    Input: JSON.stringify({
      JobName: "n",
      JobQueue: "q",
      JobDefinition: "d",
      Parameters: { ConfigJson: "{}" },
    }),
  },
  message: { Arn: arn("sqs", "failed"), Input: "hello" },
  timed: {
    Arn: arn("sqs", "failed"),
    Input: "at <aws.scheduler.scheduled-time>, attempt <aws.scheduler.attempt-number>, <aws.scheduler.other>",
  },
  bucket: { Arn: "arn:aws:scheduler:::aws-sdk:s3:putObject", Input: "{}" },
};
/** By region, as moto has them; another region it does not know. */
const schedulesOf: Readonly<Record<string, readonly string[]>> = {
  "us-east-1": Object.keys(schedules),
  "eu-west-1": ["nightly"],
  "ap-south-1": [],
  "sa-east-1": Array.from({ length: 25 }, (_, at) => `s${at}`),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const target = request.headers["x-amz-target"];
      const form = new URLSearchParams(body);
      const operation =
        typeof target === "string" ? (target.split(".")[1] ?? "") : (form.get("Action") ?? "");
      const schedule = /^\/schedules\/(\w+)\?groupName=default$/.exec(request.url ?? "")?.[1];
      const there =
        schedulesOf[/\/([a-z0-9-]+)\/scheduler\//.exec(request.headers.authorization ?? "")?.[1] ?? ""];
      const answers: Record<string, object> = {
        ListRules: {
          Rules: [
            {
              Name: "r",
              Arn: arn("events", "rule/r"),
              State: "ENABLED",
              EventPattern: JSON.stringify(failures),
            },
          ],
        },
        ListTargetsByRule: { Targets: targets },
      };
      if (schedule !== undefined) {
        const Target = there?.includes(schedule) ? schedules[schedule] : undefined;
        response.writeHead(Target ? 200 : 404).end(JSON.stringify({ Name: schedule, Target }));
        return;
      }
      if (request.url?.startsWith("/schedules")) {
        const url = new URL(request.url, "http://moto");
        const after = Number(url.searchParams.get("NextToken") ?? 0);
        const Schedules = there?.slice(after, after + 10).map((Name) => ({ GroupName: "default", Name }));
        const NextToken = there && after + 10 < there.length ? String(after + 10) : null;
        response.writeHead(there ? 200 : 500).end(JSON.stringify({ Schedules, NextToken }));
        return;
      }
      if (!(operation in answers))
        sent.push([operation, typeof target === "string" ? JSON.parse(body) : Object.fromEntries(form)]);
      response.end(JSON.stringify(answers[operation] ?? {}));
    });
  });
  const url = await listen(server, { host: "127.0.0.1", port: 0 });
  moto = createMoto(async () => ({ url, stop: async () => {} }));
});
beforeEach(() => {
  sent = [];
  lines = [];
  submitted = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const stateChange = (status: string) =>
  busEvent({
    "detail-type": "Batch Job State Change",
    source: "aws.batch",
    account,
    region: "us-east-1",
    time: new Date(),
    resources: [],
    detail: { status, jobName: "run-17" },
  });

describe("an event bus", () => {
  test("starts no moto: where nothing was asked of it there is no rule", async () => {
    const unused = createMoto(() => Promise.reject(new Error("started")));
    const bus = createEventBus({ moto: unused, regions, log: (line) => lines.push(line) });
    bus.publish(stateChange("FAILED"));
    await bus.idle();
    expect(lines).toEqual([]);
  });

  test("hands an event to every target of a rule that it matches, and to no other's", async () => {
    const url = await moto.url();
    const bus = createEventBus({ moto, regions, log: (line) => lines.push(line) });
    const failed = stateChange("FAILED");
    bus.publish(stateChange("RUNNING"));
    bus.publish(failed);
    await bus.idle();
    expect(sent).toEqual([
      ["SendMessage", { QueueUrl: `${url}/${account}/failed`, MessageBody: JSON.stringify(failed) }],
      [
        "Publish",
        { Action: "Publish", Version: "2010-03-31", TopicArn: arn("sns", "people"), Message: '"run-17"' },
      ],
      [
        "StartExecution",
        {
          stateMachineArn: arn("states", "stateMachine:after"),
          input: '{"x": 1}',
          name: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        },
      ],
      // Nothing here runs a Lambda function: the event is not lost where the target says where else.
      ["SendMessage", { QueueUrl: `${url}/${account}/dead`, MessageBody: JSON.stringify(failed) }],
    ]);
    expect(submitted).toEqual([
      {
        jobName: "again",
        jobQueue: arn("batch", "job-queue/retry"),
        jobDefinition: "again",
        retryStrategy: { attempts: 2 },
        parameters: { Of: "run-17" },
        containerOverrides: { environment: [{ name: "A", value: "b" }] },
      },
    ]);
    const [stream] = logs.group("/aws/events/test")?.streams.values() ?? [];
    expect(stream).toBeDefined();
    expect(lines).toEqual([expect.stringMatching(/rule r: .*function:none does not take the event/)]);
  });
});

describe("a schedule that is fired", () => {
  const knownRegions = () => ["us-east-1", "eu-west-1", "ap-south-1", "sa-east-1"];
  const fire = (name: string, region = "us-east-1") =>
    fireSchedule({ name, region }, { moto, regions, knownRegions });

  test("submits the job that it would, in Batch's own spelling", async () => {
    expect(await fire("nightly")).toEqual({
      schedule: "nightly",
      target: "arn:aws:scheduler:::aws-sdk:batch:submitJob",
      jobId: "job-1",
    });
    // The names of parameters are the caller's.
    expect(submitted).toEqual([
      { jobName: "n", jobQueue: "q", jobDefinition: "d", parameters: { ConfigJson: "{}" } },
    ]);
  });

  test("of another region fires there, where one of the same name is none of it", async () => {
    asked.length = 0;
    expect(await fire("nightly", "eu-west-1")).toMatchObject({ jobId: "job-1" });
    expect(asked).toEqual(["eu-west-1"]);
    await expect(fire("message", "eu-west-1")).rejects.toThrow(
      /no schedule message in group default \(eu-west-1\)/,
    );
  });

  test("that is not there: what is there is named, the region that was asked for first", async () => {
    const hintOf = (name: string, region: string) =>
      fire(name, region).catch((error: GeosBenchError) => [error.message, error.hint]);
    expect(await hintOf("weekly", "eu-west-1")).toEqual([
      "There is no schedule weekly in group default (eu-west-1).",
      expect.stringMatching(
        /^There are, by region and group: eu-west-1: default\/nightly; us-east-1: default\/nightly, default\/message, .*; sa-east-1: default\/s0, .*default\/s19, and 5 more\. --group/,
      ),
    ]);
    expect(await hintOf("nightly", "mars-1")).toEqual([
      "There is no region mars-1.",
      expect.stringMatching(/^There are, by region and group: us-east-1: /),
    ]);
    const nowhere = { moto, regions, knownRegions: () => ["ap-south-1"] };
    await expect(fireSchedule({ name: "a", region: "ap-south-1" }, nowhere)).rejects.toMatchObject({
      hint: expect.stringContaining("aws scheduler create-schedule") as string,
    });
  });

  test("sends its input to another target", async () => {
    await fire("message");
    expect(sent).toMatchObject([["SendMessage", { MessageBody: "hello" }]]);
  });

  test("tells its target what it is told of itself, and leaves other words as they are", async () => {
    await fire("timed");
    expect(sent).toMatchObject([
      [
        "SendMessage",
        {
          MessageBody: expect.stringMatching(
            /^at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, attempt 1, <aws\.scheduler\.other>$/,
          ) as string,
        },
      ],
    ]);
  });

  test.each([
    ["nobody", /There is no schedule nobody in group default \(us-east-1\)/],
    ["bucket", /Schedule bucket calls s3:putObject, which nothing here does/],
  ])("that cannot be is refused: %s", async (name, message) => {
    await expect(fire(name)).rejects.toThrow(message);
  });
});
