import { describe, expect, test } from "vitest";
import { benchmarkConfig } from "../../contract/benchmark-config.ts";
import { standingOrder } from "../../contract/standing-order.ts";
import { loadSuite } from "../../contract/load-suite.ts";
import {
  block,
  ofType,
  resourcesOf,
  statements,
  type Attributes,
  type Resource,
} from "./support/synthesised.ts";

const weekly = { suite: "smoke", expression: "cron(0 3 ? * SUN *)", timezone: "Europe/Paris" };
const environment = {
  operations: { emails: ["chemistry@example.org"], monthlyBudgetUsd: 250, schedules: [weekly] },
};
const resources = resourcesOf(environment);
const attributes = (type: string) => ofType(resources, type).map((resource) => resource.attributes);

const schedulesOf = (all: readonly Resource[]) =>
  ofType(all, "aws_scheduler_schedule")
    .map((resource) => resource.attributes)
    .filter(({ name }) => name !== "environment-check");
const inputsOf = (all: readonly Resource[]) =>
  schedulesOf(all).map(
    ({ target }) =>
      JSON.parse(String(block(target)["input"])) as { JobQueue: string; ContainerOverrides?: object },
  );

describe("a scheduled suite", () => {
  const schedules = schedulesOf(resources);

  test("is one submission for each of its benchmarks, on the queue that has the instance type", () => {
    expect(inputsOf(resources)).toMatchObject([
      {
        JobName: "scheduled-SMOKE-GRAVITON",
        JobQueue: "geos-chem-graviton-queue",
        JobDefinition: "geos-chem-graviton-benchmark",
      },
      {
        JobName: "scheduled-SMOKE-X86",
        JobQueue: "geos-chem-x86-queue",
        JobDefinition: "geos-chem-x86-benchmark",
      },
    ]);
  });

  test("gives the runner a valid config, and nothing that Batch does not substitute", () => {
    for (const schedule of schedules) {
      const { Parameters } = JSON.parse(String(block(schedule["target"])["input"])) as {
        Parameters: { configJson: string };
      };
      expect(Object.keys(Parameters)).toEqual(["configJson"]);
      expect(benchmarkConfig.safeParse(JSON.parse(Parameters.configJson)).success).toBe(true);
    }
  });

  test("calls SubmitJob, keeps what fails, and is encrypted (CKV_AWS_297)", () => {
    for (const schedule of schedules) {
      expect(schedule).toMatchObject({
        schedule_expression: "cron(0 3 ? * SUN *)",
        schedule_expression_timezone: "Europe/Paris",
      });
      expect(schedule["kms_key_arn"]).toBeDefined();
      const target = block(schedule["target"]);
      expect(target["arn"]).toBe("arn:aws:scheduler:::aws-sdk:batch:submitJob");
      expect(block(target["dead_letter_config"])["arn"]).toMatch(/^\${aws_sqs_queue\./);
    }
  });

  test("may submit to these queues and definitions only", () => {
    const submit = policiesOf(resources, "schedule/role").find(({ Sid }) => Sid === "SubmitBenchmarks");
    const region = "arn:aws:batch:us-east-1:${data.aws_caller_identity.current.account_id}";
    expect(submit?.Resource).toEqual(
      ["graviton", "x86"].flatMap((fleet) => [
        `${region}:job-queue/geos-chem-${fleet}-queue`,
        `${region}:job-definition/geos-chem-${fleet}-benchmark`,
        `${region}:job-definition/geos-chem-${fleet}-benchmark:*`,
        `${region}:job-definition/geos-chem-${fleet}-classic`,
        `${region}:job-definition/geos-chem-${fleet}-classic:*`,
        `${region}:job-definition/geos-chem-${fleet}-closing`,
        `${region}:job-definition/geos-chem-${fleet}-closing:*`,
      ]),
    );
  });

  test("is closed when its schedule says, by a job that knows what it is to find out", () => {
    const closing = "cron(0 9 ? * SUN *)";
    const nightly = { suite: "graviton-vs-x86", expression: "rate(1 day)", closing };
    const all = resourcesOf({ operations: { schedules: [nightly] } });
    const schedule = schedulesOf(all).find(({ name }) => name === "graviton-vs-x86-closing");
    expect(schedule).toMatchObject({ schedule_expression: closing });
    const input = JSON.parse(String(block(schedule?.["target"])["input"])) as {
      Parameters: { plan: string };
    };
    expect(input).toMatchObject({
      JobName: "scheduled-closing-graviton-vs-x86",
      JobDefinition: expect.stringMatching(/-closing$/) as string,
    });
    const { suite } = loadSuite("graviton-vs-x86");
    expect(standingOrder.parse(JSON.parse(input.Parameters.plan))).toMatchObject({
      suite: "graviton-vs-x86",
      output_path: expect.stringMatching(/^s3:.*\/results$/) as string,
      primary_contrasts: suite.primary_contrasts,
    });
  });

  test("carries the hash of its suite, as gcbench submit does", () => {
    for (const { ContainerOverrides } of inputsOf(resources))
      expect(ContainerOverrides).toEqual({
        Environment: [{ Name: "GCBENCH_SUITE_SHA256", Value: loadSuite("smoke").sha256 }],
      });
  });

  test("asks for what its configs say where the definition says otherwise", () => {
    const fleets = [
      {
        name: "graviton",
        instanceType: "c7g.4xlarge",
        job: { vcpus: 8, memoryMiB: 8192 },
        shareInstances: true,
      },
      { name: "x86", instanceType: "c7i.4xlarge" },
    ];
    const [graviton, x86] = inputsOf(resourcesOf({ ...environment, fleets }));
    expect(graviton?.ContainerOverrides).toMatchObject({
      ResourceRequirements: [
        { Type: "VCPU", Value: "15" },
        { Type: "MEMORY", Value: "30720" },
      ],
    });
    expect(x86?.ContainerOverrides).not.toHaveProperty("ResourceRequirements");
  });

  test("goes to on-demand before Spot, in whatever order they stand, and where its jobs fit", () => {
    const fleets = [
      { name: "graviton-spot", instanceType: "c7g.4xlarge", spot: true },
      { name: "cores", instanceType: "c7i.4xlarge", smt: false },
      { name: "graviton", instanceType: "c7g.4xlarge" },
      { name: "x86", instanceType: "c7i.4xlarge" },
    ];
    const queues = (more: object) =>
      inputsOf(resourcesOf({ operations: { schedules: [{ ...weekly, ...more }] }, fleets })).map(
        ({ JobQueue }) => JobQueue,
      );
    expect(queues({})).toEqual(["geos-chem-graviton-queue", "geos-chem-x86-queue"]);
    expect(queues({ fleet: "graviton-spot" })).toEqual([
      "geos-chem-graviton-spot-queue",
      "geos-chem-x86-queue",
    ]);
  });

  test("may run twice, at two times, under names that tell them apart", () => {
    const twice = { operations: { schedules: [weekly, { ...weekly, expression: "rate(1 day)" }] } };
    const found = schedulesOf(resourcesOf(twice)).map(({ name }) => String(name));
    expect(new Set(found).size).toBe(4);
    for (const name of found) expect(name).toMatch(/^smoke-SMOKE-(GRAVITON|X86)-[0-9a-f]{8}$/);
    // Which is which does not depend on the order: to swap two entries changes nothing.
    const swapped = { operations: { schedules: twice.operations.schedules.toReversed() } };
    const expressions = (given: object) =>
      schedulesOf(resourcesOf(given))
        .map(({ name, schedule_expression }) => `${String(name)} ${String(schedule_expression)}`)
        .toSorted();
    expect(expressions(swapped)).toEqual(expressions(twice));
  });

  test("with replicates is as many submissions, alike but for the schedule's name", () => {
    const nightly = { suite: "nightly", expression: "rate(1 day)" };
    const all = resourcesOf({ operations: { schedules: [nightly] } });
    const names = schedulesOf(all).map(({ name }) => String(name));
    expect(new Set(names).size).toBe(8);
    expect(names).toContain("nightly-NIGHTLY-FULLCHEM-X86-r2");
    expect(new Set(inputsOf(all).map((input) => JSON.stringify(input))).size).toBe(4);
  });

  test.each([
    [
      "of a type that no fleet has",
      { fleets: [{ name: "amd", instanceType: "c7a.4xlarge" }] },
      /No fleet has c7g\.4xlarge, which SMOKE-GRAVITON names\. There are: amd \(c7a\.4xlarge\)/,
    ],
    [
      "that its fleet cannot hold",
      {
        fleets: [
          { name: "graviton", instanceType: "c7g.4xlarge" },
          { name: "cores", instanceType: "c7i.4xlarge", smt: false },
        ],
      },
      /SMOKE-X86 asks for 15 vCPUs; c7i\.4xlarge of fleet cores has 8\./,
    ],
    [
      "for a fleet that is not there",
      { operations: { schedules: [{ ...weekly, fleet: "none" }] } },
      /There is no fleet "none"\. There are: graviton, x86/,
    ],
    ["that is there twice", { operations: { schedules: [weekly, weekly] } }, /the same schedule twice/],
  ])("%s stops the synthesis", (_, more, message) => {
    expect(() => resourcesOf({ ...environment, ...more })).toThrow(message);
  });

  test("that does not exist stops the synthesis", () => {
    const schedulesOfNothing = [{ suite: "nothing", expression: "rate(1 day)" }];
    expect(() => resourcesOf({ operations: { schedules: schedulesOfNothing } })).toThrow(
      /no suite "nothing"/,
    );
  });
});

describe("events", () => {
  const rules = Object.fromEntries(
    attributes("aws_cloudwatch_event_rule").map((rule) => [
      rule["name"],
      JSON.parse(String(rule["event_pattern"])),
    ]),
  ) as Record<string, { source: string[]; "detail-type": string[]; detail: Record<string, string[]> }>;

  test("of failed jobs and blocked queues go to people, all go to a log", () => {
    expect(rules["geos-chem-failed"]).toMatchObject({
      source: ["aws.batch"],
      "detail-type": ["Batch Job State Change"],
      detail: { status: ["FAILED"] },
    });
    expect(rules["geos-chem-blocked"]).toMatchObject({ "detail-type": ["Batch Job Queue Blocked"] });
    expect(rules["geos-chem-all"]?.["detail-type"]).toHaveLength(2);
    const targets = attributes("aws_cloudwatch_event_target").map(({ arn }) => arn);
    expect(targets.filter((arn) => String(arn).includes("aws_sns_topic"))).toHaveLength(2);
    expect(targets.filter((arn) => String(arn).includes("aws_cloudwatch_log_group"))).toHaveLength(1);
  });

  test("are those of our queues only", () => {
    for (const { detail } of Object.values(rules))
      expect(detail["jobQueue"]?.map((arn) => arn.split("/").at(-1))).toEqual([
        "geos-chem-graviton-queue",
        "geos-chem-x86-queue",
      ]);
  });
});

test("the topic is encrypted (CKV_AWS_26), and mails to who is named", () => {
  expect(attributes("aws_sns_topic")).toMatchObject([
    { kms_master_key_id: expect.stringContaining("aws_kms_key") as string },
  ]);
  expect(attributes("aws_sns_topic_subscription")).toMatchObject([
    { protocol: "email", endpoint: "chemistry@example.org" },
  ]);
});

// Sources are conditions where the service sends them. EventBridge does not when it publishes to an encrypted topic or
// writes to a log group: a condition would refuse every event, and nobody would hear of it.
describe("what services may deliver", () => {
  const topic = attributes("aws_sns_topic_policy")[0]?.["policy"];
  const key = attributes("aws_kms_key")[0]?.["policy"];
  const logs = attributes("aws_cloudwatch_log_resource_policy")[0]?.["policy_document"];
  const statementsFor = (policy: unknown, service: string) =>
    statements(policy).filter(({ Principal }) =>
      ((Principal as Record<string, string[]>)["Service"] ?? []).includes(`${service}.amazonaws.com`),
    );

  test.each([
    ["topic", topic],
    ["key", key],
    ["log group", logs],
  ])("EventBridge to the %s, without a condition", (_, policy) => {
    const found = statementsFor(policy, "events");
    expect(found).toHaveLength(1);
    expect(found[0]).not.toHaveProperty("Condition");
  });

  test.each([
    ["cloudwatch", "topic (CKV_AWS_169, 385)", topic],
    ["cloudwatch", "key", key],
    ["budgets", "topic", topic],
    ["budgets", "key", key],
  ])("%s to the %s, of this account only", (service, _, policy) => {
    const found = statementsFor(policy, service);
    expect(found).toHaveLength(1);
    expect(found[0]?.Condition).toHaveProperty("StringEquals", {
      "aws:SourceAccount": "${data.aws_caller_identity.current.account_id}",
    });
  });
});

test("every alarm tells somebody, and is quiet when nothing happens (CKV_AWS_319)", () => {
  const alarms = attributes("aws_cloudwatch_metric_alarm");
  expect(alarms.map((alarm) => String(alarm["alarm_name"])).toSorted()).toEqual([
    "geos-chem-environment-unchecked",
    "geos-chem-environment-unusable",
    "geos-chem-failures",
    "geos-chem-missed-schedule",
    "geos-chem-queue-blocked",
    "geos-chem-scheduled-failure",
  ]);
  for (const alarm of alarms) {
    expect(alarm["alarm_actions"]).toHaveLength(1);
    // That nothing looks is the one thing that is told by silence.
    const isSilence = alarm["alarm_name"] === "geos-chem-environment-unchecked";
    expect(alarm["treat_missing_data"]).toBe(isSilence ? "breaching" : "notBreaching");
  }
});

test("a missed schedule is not called well when its request is dropped after two weeks", () => {
  const alarm = attributes("aws_cloudwatch_metric_alarm").find(
    ({ alarm_name }) => alarm_name === "geos-chem-missed-schedule",
  );
  expect(alarm?.["ok_actions"] ?? []).toEqual([]);
});

test("an alarm's metric is one that a filter makes", () => {
  const made = attributes("aws_cloudwatch_log_metric_filter").map(({ metric_transformation }) => {
    const { namespace, name } = block(metric_transformation);
    return `${String(namespace)}/${String(name)}`;
  });
  const used = attributes("aws_cloudwatch_metric_alarm")
    .map(
      ({ namespace, metric_name }) =>
        [typeof namespace === "string" ? namespace : "AWS/", String(metric_name)] as const,
    )
    .filter(([namespace]) => !namespace.startsWith("AWS/"))
    .map((names) => names.join("/"));
  expect(made).toEqual(expect.arrayContaining(used));
});

test("a scheduled benchmark that fails is told from others by the name that schedules give", () => {
  const filter = attributes("aws_cloudwatch_log_metric_filter").find(
    ({ name }) => name === "geos-chem-scheduledFailed",
  );
  expect(filter?.["pattern"]).toBe(
    '{ ($.detail-type = "Batch Job State Change") && ($.detail.status = "FAILED") && ($.detail.jobName = "scheduled-*") }',
  );
});

describe("the check of the compute environments", () => {
  const [machine] = ofType(resources, "aws_sfn_state_machine");
  const arn = `\${aws_sfn_state_machine.${machine?.id}.arn}`;

  test("looks at every fleet's, once an hour unless told otherwise", () => {
    expect(machine?.attributes).toMatchObject({ type: "STANDARD", name: "geos-chem-environment-check" });
    const { States } = JSON.parse(String(machine?.attributes["definition"])) as {
      States: Record<string, { Parameters?: object }>;
    };
    expect(States["Describe"]?.Parameters).toEqual({
      ComputeEnvironments: ["geos-chem-graviton", "geos-chem-x86"],
    });
    const schedule = attributes("aws_scheduler_schedule").find(({ name }) => name === "environment-check");
    expect(schedule).toMatchObject({ schedule_expression: "rate(60 minutes)" });
    expect(block(schedule?.["target"])["arn"]).toBe(arn);
    expect(block(block(schedule?.["target"])["dead_letter_config"])["arn"]).toMatch(/^\${aws_sqs_queue\./);
  });

  test("may describe environments, list jobs and be started, and nothing else", () => {
    expect(policiesOf(resources, "environment-check/role").flatMap(({ Action }) => Action)).toEqual([
      "batch:DescribeComputeEnvironments",
      "batch:ListJobs",
    ]);
    const caller = policiesOf(resources, "environment-check/caller");
    expect(caller.map(({ Action, Resource }) => [Action, Resource])).toContainEqual([
      ["states:StartExecution"],
      [arn],
    ]);
    expect(caller.flatMap(({ Action }) => Action).toSorted()).toEqual([
      "kms:Decrypt",
      "sqs:SendMessage",
      "states:StartExecution",
    ]);
  });

  const dimensions = {
    StateMachineArn:
      "arn:aws:states:us-east-1:${data.aws_caller_identity.current.account_id}:stateMachine:geos-chem-environment-check",
  };
  const alarmNamed = (name: string) =>
    attributes("aws_cloudwatch_metric_alarm").find(({ alarm_name }) => alarm_name === name);

  test("raises an alarm when it fails, times out or is aborted, which lasts over two checks", () => {
    const queries = alarmNamed("geos-chem-environment-unusable")?.["metric_query"] as Attributes[];
    const [sum, ...ends] = queries;
    expect(sum).toMatchObject({ return_data: true });
    for (const { id } of ends) expect(sum?.["expression"]).toContain(`FILL(${String(id)}, 0)`);
    const metrics = ends.map(({ metric }) => block(metric));
    expect(metrics.map(({ metric_name }) => metric_name)).toEqual([
      "ExecutionsFailed",
      "ExecutionsTimedOut",
      "ExecutionsAborted",
    ]);
    for (const metric of metrics)
      expect(metric).toMatchObject({ namespace: "AWS/States", period: 7200, stat: "Sum", dimensions });
  });

  test("raises another one when none has begun for two", () => {
    expect(alarmNamed("geos-chem-environment-unchecked")).toMatchObject({
      namespace: "AWS/States",
      metric_name: "ExecutionsStarted",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      period: 7200,
      dimensions,
    });
  });

  test("can be left out", () => {
    const without = resourcesOf({ operations: { environmentCheckMinutes: null } });
    expect(ofType(without, "aws_sfn_state_machine", "aws_scheduler_schedule")).toEqual([]);
  });
});

test("the dead-letter queue is encrypted (CKV_AWS_27) and the budget is the configured one", () => {
  expect(attributes("aws_sqs_queue")).toMatchObject([{ sqs_managed_sse_enabled: true }]);
  expect(attributes("aws_budgets_budget")).toMatchObject([
    { limit_amount: "250", limit_unit: "USD", time_unit: "MONTHLY" },
  ]);
});

describe("the dashboard", () => {
  const widgetsOf = (all: readonly Resource[]) => {
    const [dashboard] = ofType(all, "aws_cloudwatch_dashboard");
    // As Terraform hands it to CloudWatch.
    const body = String(dashboard?.attributes["dashboard_body"]).replaceAll("$${", "${");
    return (JSON.parse(body) as { widgets: { type: string; properties: Record<string, unknown> }[] }).widgets;
  };
  const titles = (all: readonly Resource[]) =>
    widgetsOf(all).map(({ properties: { title } }) => String(title));

  test("searches for the metrics that the runner reports, by their dimensions", () => {
    const expressions = JSON.stringify(widgetsOf(resources)).match(/SEARCH\('.*?', \d+\)/g);
    expect(expressions?.map((expression) => expression.replaceAll('\\"', '"'))).toEqual(
      [
        ["SimulatedDaysPerDay", "p50"],
        ["MainLoopSimulatedDaysPerDay", "p50"],
        ["Valid", "Sum"],
        ["Valid", "SampleCount"],
        ["PeakMemory", "Maximum"],
      ].map(
        ([name, statistic]) =>
          `SEARCH('{GeosChem/Bench,Benchmark,Engine,InstanceType} MetricName="${name}"', '${statistic}', 3600)`,
      ),
    );
    expect(JSON.stringify(widgetsOf(resources))).toContain("${PROP('Dim.InstanceType')}");
  });

  test("reads results from the log where a search would find none, after two weeks", () => {
    const widget = widgetsOf(resources).find(({ properties }) =>
      String(properties["title"]).startsWith("Results by"),
    );
    const { query } = widget?.properties ?? {};
    expect(query).toMatch(
      /^SOURCE '\/geos-chem\/jobs' \| filter _aws\.CloudWatchMetrics\.0\.Namespace = "GeosChem\/Bench"/,
    );
    expect(query).toContain("by bin(1d) as day, Benchmark, Engine, InstanceType");
  });

  test("leaves no template of CloudWatch's to Terraform", () => {
    const [body] = attributes("aws_cloudwatch_dashboard");
    expect(String(body?.["dashboard_body"])).not.toMatch(/(?<!\$)\$\{PROP/);
  });

  test("shows waits, failures and what is watched of jobs", () => {
    const made = attributes("aws_cloudwatch_log_metric_filter").map(
      ({ metric_transformation }) => block(metric_transformation)["name"],
    );
    const shown = widgetsOf(resources).flatMap(({ properties: { metrics } }) => metrics as unknown[][]);
    const named = shown.filter((of) => of?.[0] === "GeosChem/Jobs").map(([, name]) => name);
    expect(made).toEqual(expect.arrayContaining(named));
    expect(named).not.toEqual([]);
    expect(titles(resources)).toEqual(
      expect.arrayContaining(["Minutes from submission to start, by queue", "Latest failures"]),
    );
  });

  test("estimates the cost of each fleet from the recorded price, and says what that is", () => {
    expect(titles(resources).filter((title) => title.startsWith("Estimated cost"))).toEqual([
      "Estimated cost of graviton, by month: c7g.4xlarge at $0.58 an hour (on demand, 2026-11-22, unverified)",
      "Estimated cost of x86, by month: c7i.4xlarge at $0.714 an hour (on demand, 2026-11-22, unverified)",
    ]);
    const query = String(widgetsOf(resources).at(-1)?.properties["query"]);
    expect(query).toMatch(
      /^SOURCE '\/aws\/events\/geos-chem' \| filter .* like "job-queue\/geos-chem-x86-queue"/,
    );
    expect(query).toContain("/ 3600000 * 0.714 as usd_estimate");
    const [text] = widgetsOf(resources);
    expect(text?.properties["markdown"]).toMatch(/estimates.*Cost Explorer.*`project`/s);
  });

  test("has no price where none is on record, and calls Spot cheaper", () => {
    expect(titles(resourcesOf({ region: "eu-central-1" })).at(-1)).toBe(
      "Estimated cost of x86, by month: no price of c7i.4xlarge in eu-central-1 is on record, hours only",
    );
    const spot = { fleets: [{ name: "arm-spot", instanceType: "c8g.4xlarge", spot: true }] };
    expect(titles(resourcesOf(spot)).at(-1)).toMatch(/\(on demand, .*; Spot costs less\)$/);
  });
});

function policiesOf(all: readonly Resource[], path: string) {
  return ofType(all, "aws_iam_role_policy")
    .filter((policy) => policy.path.includes(`/${path}/`))
    .flatMap((policy) => statements(policy.attributes["policy"]));
}
