import { describe, expect, test } from "vitest";
import { loadSuite } from "../../contract/load-suite.ts";
import { planningPlace } from "../../contract/planning-order.ts";
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
    .filter(({ name }) => !/^(environment|series)-check$/.test(String(name)));
const inputsOf = (all: readonly Resource[]) =>
  schedulesOf(all).map(
    ({ target }) =>
      JSON.parse(String(block(target)["input"])) as {
        JobName: string;
        JobQueue: string;
        JobDefinition: string;
        Parameters: { suite: string; place: string; time: string };
      },
  );
const placeIn = (all: readonly Resource[]) =>
  planningPlace.parse(JSON.parse(inputsOf(all)[0]?.Parameters.place ?? ""));
const submitResources = (kinds: readonly string[]) => {
  const region = "arn:aws:batch:us-east-1:${data.aws_caller_identity.current.account_id}";
  return [
    ...["graviton", "x86"].map((fleet) => `${region}:job-queue/geos-chem-${fleet}-queue`),
    ...kinds.flatMap((kind) => [
      `${region}:job-definition/geos-chem-*-${kind}`,
      `${region}:job-definition/geos-chem-*-${kind}:*`,
    ]),
  ];
};

describe("a scheduled suite", () => {
  const schedules = schedulesOf(resources);

  test("is one job, which plans it: from the suite's file as it is, the fleets that it runs on, and the time", () => {
    expect(inputsOf(resources)).toEqual([
      {
        JobName: "scheduled-smoke",
        JobQueue: "geos-chem-graviton-queue",
        JobDefinition: "geos-chem-graviton-planning",
        Parameters: {
          suite: loadSuite("smoke").text,
          place: expect.any(String) as string,
          time: "<aws.scheduler.scheduled-time>",
        },
      },
    ]);
    const { region, fleets, fleet } = placeIn(resources);
    expect([region, Object.keys(fleets), fleet]).toEqual(["us-east-1", ["graviton", "x86"], undefined]);
    expect(fleets["x86"]).toMatchObject({
      job_queue: "geos-chem-x86-queue",
      closing_job_definition: "geos-chem-x86-closing",
      vcpus: 15,
      memory_mib: 30_720,
    });
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

  test("may start what plans, and nothing else", () => {
    const submit = policiesOf(resources, "schedule/role").filter(({ Action }) =>
      Action.some((action) => action.startsWith("batch:")),
    );
    expect(submit).toMatchObject([{ Action: ["batch:SubmitJob"], Resource: submitResources(["planning"]) }]);
  });

  test("is planned by a job with a role of its own: benchmarks and what closes them on these queues, and the plan", () => {
    const account = "${data.aws_caller_identity.current.account_id}";
    const results = `arn:aws:s3:::geos-chem-bench-results-${account}`;
    const granted = ofType(resources, "aws_iam_role_policy")
      .filter(({ path }) => path.startsWith("geos-chem-batch/planning-role/"))
      .flatMap(({ attributes: { policy } }) => statements(policy));
    expect(granted.map(({ Action, Resource }) => [Action, Resource])).toEqual(
      expect.arrayContaining([
        [["batch:SubmitJob"], submitResources(["benchmark", "classic", "closing", "multinode"])],
        [["batch:ListJobs"], ["*"]],
        [["s3:PutObject"], [`${results}/results/plans/*`]],
        [["s3:GetObject"], [`${results}/results/plans/*`]],
        [["s3:ListBucket"], [results]],
      ]),
    );
    expect(granted.flatMap(({ Action }) => Action).toSorted()).toEqual([
      "batch:ListJobs",
      "batch:SubmitJob",
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:PutObject",
    ]);
    const definition = ofType(resources, "aws_batch_job_definition").find(
      ({ attributes: { name } }) => name === "geos-chem-x86-planning",
    );
    const container = JSON.parse(String(definition?.attributes["container_properties"])) as {
      jobRoleArn: string;
      command: string[];
    };
    expect(container.jobRoleArn).toMatch(/^\${aws_iam_role\.planning-role/);
    expect(container.command).toEqual(
      ["plan", "--suite", "Ref::suite", "--place", "Ref::place", "--time", "Ref::time"].concat([
        "--output-path",
        "Ref::outputPath",
      ]),
    );
  });

  test("reaches Batch from subnets without a way out; without a schedule there is neither way, role nor job", () => {
    const endpoint = (all: readonly Resource[]) =>
      ofType(all, "aws_vpc_endpoint").some(({ attributes: { service_name: name } }) =>
        String(name).endsWith(".batch"),
      );
    const planning = (all: readonly Resource[]) => all.filter(({ path }) => path.includes("planning"));
    const without = resourcesOf();
    expect([endpoint(resources), endpoint(without)]).toEqual([true, false]);
    expect(planning(resources).length).toBeGreaterThan(0);
    expect(planning(without)).toEqual([]);
  });

  test("knows on-demand from Spot, in whatever order they stand, and the fleet that is wanted", () => {
    const fleets = [
      { name: "graviton-spot", instanceType: "c7g.4xlarge", spot: true },
      { name: "cores", instanceType: "c7i.4xlarge", smt: false },
      { name: "graviton", instanceType: "c7g.4xlarge" },
      { name: "x86", instanceType: "c7i.4xlarge" },
    ];
    const two = [weekly, { ...weekly, fleet: "graviton-spot" }];
    const inputs = inputsOf(resourcesOf({ operations: { schedules: two }, fleets }));
    const places = inputs.map(({ Parameters }) => planningPlace.parse(JSON.parse(Parameters.place)));
    const known = places.map(({ fleets: of, fleet }) => [fleet, Object.keys(of)]);
    expect(known).toEqual(
      expect.arrayContaining([
        [undefined, ["graviton", "x86"]],
        ["graviton-spot", ["graviton-spot", "x86"]],
      ]),
    );
  });

  test("fits what ECS takes of a job's command and environment, whichever of the shipped suites it is", () => {
    const fleets = ["c7g", "c7i", "c8g", "m7g", "c7a"].map((family) => ({
      name: `a-fleet-with-a-long-name-${family}`,
      instanceType: `${family}.4xlarge`,
    }));
    const suites = ["standard", "scaling", "graviton-vs-x86", "nightly", "phases"];
    const scheduled = suites.map((suite) => ({ suite, expression: "rate(1 day)" }));
    const inputs = inputsOf(resourcesOf({ operations: { schedules: scheduled }, fleets }));
    expect(inputs.map(({ JobName }) => JobName).toSorted()).toEqual(
      suites.map((suite) => `scheduled-${suite}`).toSorted(),
    );
    for (const { Parameters } of inputs) expect(JSON.stringify(Parameters).length).toBeLessThan(4000);
  });

  test("may run twice, at two times, under names that tell them apart", () => {
    const twice = { operations: { schedules: [weekly, { ...weekly, expression: "rate(1 day)" }] } };
    const found = schedulesOf(resourcesOf(twice)).map(({ name }) => String(name));
    expect(new Set(found).size).toBe(2);
    for (const name of found) expect(name).toMatch(/^smoke-[0-9a-f]{8}$/);
    // Which is which does not depend on the order: to swap two entries changes nothing.
    const swapped = { operations: { schedules: twice.operations.schedules.toReversed() } };
    const expressions = (given: object) =>
      schedulesOf(resourcesOf(given))
        .map(({ name, schedule_expression }) => `${String(name)} ${String(schedule_expression)}`)
        .toSorted();
    expect(expressions(swapped)).toEqual(expressions(twice));
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
    [
      "in a time zone that is none",
      { operations: { schedules: [{ ...weekly, timezone: "Europe/Pari" }] } },
      /timezone: .*is not the IANA name/,
    ],
  ])("%s stops the synthesis", (_, more, message) => {
    expect(() => resourcesOf({ ...environment, ...more })).toThrow(message);
  });

  test.each([
    "cron(0 3 * * SUN *)",
    "cron(0 3 ? * ? *)",
    "cron(0 3 ? * SUN)",
    "rate(0 days)",
    "rate(week)",
    "0 3 * * *",
  ])("at %s, which Scheduler refuses, stops the synthesis", (expression) => {
    expect(() => resourcesOf({ operations: { schedules: [{ ...weekly, expression }] } })).toThrow(
      /expression: .*is none of rate\(7 days\)/,
    );
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
    "geos-chem-series-stale",
    "geos-chem-series-unchecked",
  ]);
  for (const alarm of alarms) {
    expect(alarm["alarm_actions"]).toHaveLength(1);
    // That nothing looks is the one thing that is told by silence.
    const isSilence = String(alarm["alarm_name"]).endsWith("-unchecked");
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

const machineNamed = (all: readonly Resource[], name: string) =>
  ofType(all, "aws_sfn_state_machine").find(({ attributes: of }) => of["name"] === name);
const alarmNamed = (name: string) =>
  attributes("aws_cloudwatch_metric_alarm").find(({ alarm_name }) => alarm_name === name);
const stateMachine = (name: string) => ({
  StateMachineArn: `arn:aws:states:us-east-1:\${data.aws_caller_identity.current.account_id}:stateMachine:${name}`,
});

describe("the check of the compute environments", () => {
  const machine = machineNamed(resources, "geos-chem-environment-check");
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

  const dimensions = stateMachine("geos-chem-environment-check");

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

describe("the check of scheduled series", () => {
  const machine = machineNamed(resources, "geos-chem-series-check");
  type States = Record<string, Attributes>;
  const definitionOf = (of: Resource | undefined) => {
    const { States: outer } = JSON.parse(String(of?.attributes["definition"])) as { States: States };
    const { series } = block(outer["Series"]?.["Result"]) as { series: Attributes[] };
    const { States: inner } = block(outer["Each"]?.["ItemProcessor"]) as { States: States };
    return { series, inner };
  };
  const seriesOf = (given: object) => {
    const all = resourcesOf({ operations: { schedules: [{ ...weekly, ...given }] } });
    const found = machineNamed(all, "geos-chem-series-check");
    return found && definitionOf(found).series;
  };

  test("follows each benchmark under the name of its schedule, until a new result is due", () => {
    const names = schedulesOf(resources).map(({ name }) => name);
    const { series } = definitionOf(machine);
    expect(names).toEqual(["smoke"]);
    expect(series.map(({ benchmark }) => benchmark)).toEqual(["SMOKE-GRAVITON", "SMOKE-X86"]);
    expect(series[0]).toEqual({
      schedule: "smoke",
      benchmark: "SMOKE-GRAVITON",
      engine: "proxy",
      instanceType: "c7g.4xlarge",
      dueDays: 9,
    });
  });

  test("looks back for as long as a monthly series is silent, which no alarm does by itself", () => {
    expect(seriesOf({ expression: "cron(0 3 1 * ? *)" })?.map(({ dueDays }) => dueDays)).toEqual([33, 33]);
    expect(seriesOf({ resultEveryDays: 20 })?.map(({ dueDays }) => dueDays)).toEqual([20, 20]);
  });

  // What it gives was seen with jsonata 2.0.6, the version that Step Functions has; no test here can evaluate it.
  test("reckons by JSONata in one step only, since nothing else reckons with times", () => {
    const { inner } = definitionOf(machine);
    const languages = Object.entries(inner).filter(([, state]) => "QueryLanguage" in state);
    expect(languages.map(([name]) => name)).toEqual(["Since"]);
    expect(String(inner["Since"]?.["Output"])).toMatch(
      /^\{% \$merge\(\[\$states\.input, \{'since': \$fromMillis\(.* %\}$/,
    );
  });

  test("asks for a metric that each valid result has, by the dimensions and the namespace that the runner gives", () => {
    const { Parameters } = definitionOf(machine).inner["Results"] ?? {};
    expect(Parameters).toMatchObject({
      Namespace: "GeosChem/Bench",
      MetricName: "WallTime",
      Dimensions: [
        { Name: "Benchmark", "Value.$": "$.benchmark" },
        { Name: "Engine", "Value.$": "$.engine" },
        { Name: "InstanceType", "Value.$": "$.instanceType" },
      ],
      "StartTime.$": "$.since",
    });
    const staging = machineNamed(resourcesOf(environment, "staging"), "staging-geos-chem-series-check");
    expect(definitionOf(staging).inner).toMatchObject({
      Schedule: { Parameters: { GroupName: "staging-geos-chem" } },
      Results: { Parameters: { Namespace: "GeosChem/Bench/staging-geos-chem" } },
    });
  });

  test("is not there where nothing is due", () => {
    expect(seriesOf({ expression: "at(2027-01-31T03:00:00)" })).toBeUndefined();
    expect(seriesOf({ resultEveryDays: null })).toBeUndefined();
  });

  test("may look at these schedules and read metrics, and nothing else", () => {
    const granted = policiesOf(resources, "series-check/role");
    expect(granted.map(({ Action, Resource: on }) => [Action, on])).toEqual(
      expect.arrayContaining([
        [
          ["scheduler:GetSchedule"],
          ["arn:aws:scheduler:us-east-1:${data.aws_caller_identity.current.account_id}:schedule/geos-chem/*"],
        ],
        [["cloudwatch:GetMetricStatistics"], ["*"]],
        // They are encrypted.
        [["kms:Decrypt"], [expect.stringContaining("aws_kms_key") as string]],
      ]),
    );
    expect(granted).toHaveLength(3);
  });

  test("raises an alarm when it finds one, and another when it does not run", () => {
    const dimensions = stateMachine("geos-chem-series-check");
    const queries = alarmNamed("geos-chem-series-stale")?.["metric_query"] as Attributes[];
    const [, ...ends] = queries;
    for (const { metric } of ends) expect(block(metric)).toMatchObject({ period: 86_400, dimensions });
    expect(alarmNamed("geos-chem-series-unchecked")).toMatchObject({
      metric_name: "ExecutionsStarted",
      comparison_operator: "LessThanThreshold",
      period: 86_400,
      dimensions,
    });
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
