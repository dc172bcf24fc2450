import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { checkAccount } from "../../../../cli/doctor/aws/check-account.ts";
import { readTerraformJson } from "../../../../contract/terraform/terraform-json.ts";
import { synthesise } from "../../../../infra/synthesise.ts";
import type { Finding } from "../../../../cli/doctor/finding.ts";
import { standInAccount, type Account } from "../../../support/stand-in-account.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const zones = ["us-east-1a", "us-east-1b"];
const endpoint = (service: string) => `com.amazonaws.us-east-1.${service}`;
const services = ["ecs", "ecs-agent", "ecs-telemetry", "ecr.api", "ecr.dkr", "logs"].map(endpoint);

/** An account that can take the environment below. */
const ready: Account = {
  id: "123456789012",
  knows: true,
  quotas: { "L-1216C47A": 512, "L-34B43A08": 512, "L-F7808C92": 512 },
  offerings: { "c7g.4xlarge": zones, "c7i.4xlarge": zones, "hpc7g.16xlarge": ["us-east-1b"] },
  endpoints: Object.fromEntries(services.map((service) => [service, zones])),
  subnets: { "subnet-0123456789abcdef0": { vpc: "vpc-0123456789abcdef0", zone: "us-east-1a" } },
  buckets: {
    "geos-chem": { region: "us-east-1", status: 200 },
    gcgrid: { region: "us-east-1", status: 403 },
  },
  environments: [],
  queues: [],
  templates: [],
  logGroups: [],
  repositories: [],
  roles: ["AWSServiceRoleForBatch", "AWSServiceRoleForEC2Spot"],
  names: {},
  objects: {},
  denied: [],
};

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "stand-in");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "stand-in");
  vi.stubEnv("AWS_SESSION_TOKEN", undefined);
  vi.stubEnv("AWS_PROFILE", undefined);
  // Prices that somebody fetched on this machine are not the test's.
  vi.stubEnv("GCBENCH_STATE_DIR", temporaryDirectory("home"));
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** What the doctor says of an account for an environment; and always, that it only looked. */
async function findings(account: Partial<Account> = {}, environment: object = {}): Promise<Finding[]> {
  const file = join(temporaryDirectory("doctor"), "doctored.json");
  writeFileSync(file, JSON.stringify(environment));
  await using server = await standInAccount({ ...ready, ...account });
  vi.stubEnv("AWS_ENDPOINT_URL", server.url);
  const found = await checkAccount(file, AbortSignal.timeout(60_000));
  expect(server.operations.filter((operation) => !/^(Describe|Get|List|Head)[A-Z]/.test(operation))).toEqual(
    [],
  );
  return found;
}

const spotFleet = { fleets: [{ name: "x86-spot", instanceType: "c7i.4xlarge", spot: true }] };
const hpcFleet = { fleets: [{ name: "hpc", instanceType: "hpc7g.16xlarge", maxInstances: 2 }] };
const inVpc = { network: { vpcId: "vpc-0123456789abcdef0", subnetIds: ["subnet-0123456789abcdef0"] } };
const west = { region: "us-west-2" };
const westOffers = {
  offerings: { "c7g.4xlarge": ["us-west-2a"], "c7i.4xlarge": ["us-west-2a"] },
  endpoints: Object.fromEntries(
    services.map((service) => [service.replace("east-1", "west-2"), ["us-west-2a"]]),
  ),
};

test("an account that can take the environment has no fault and no warning, and everything was looked at", async () => {
  const found = await findings();
  expect(found.filter(({ state }) => state !== "ok")).toEqual([]);
  expect(found.map(({ what }) => what).sort()).toEqual(
    [
      "cost of instances",
      "cost while idle",
      "credentials",
      "input gcgrid",
      "input geos-chem",
      "names of aws_batch_compute_environment",
      "names of aws_batch_job_definition",
      "names of aws_batch_job_queue",
      "names of aws_budgets_budget",
      "names of aws_cloudwatch_dashboard",
      "names of aws_cloudwatch_event_rule",
      "names of aws_cloudwatch_log_group",
      "names of aws_cloudwatch_log_resource_policy",
      "names of aws_cloudwatch_metric_alarm",
      "names of aws_ecr_repository",
      "names of aws_iam_instance_profile",
      "names of aws_iam_policy",
      "names of aws_iam_role",
      "names of aws_kms_alias",
      "names of aws_launch_template",
      "names of aws_s3_bucket",
      "names of aws_scheduler_schedule_group",
      "names of aws_security_group",
      "names of aws_sfn_state_machine",
      "names of aws_sns_topic",
      "names of aws_sqs_queue",
      "quota L-1216C47A",
      "role AWSServiceRoleForBatch",
      "zones",
    ].sort(),
  );
});

type Case = readonly [
  title: string,
  account: Partial<Account>,
  environment: object,
  what: string,
  state: Finding["state"],
  detail: string,
  remedy: string,
];

const cases: readonly Case[] = [
  [
    "credentials of nobody",
    { knows: false },
    {},
    "credentials",
    "fault",
    "InvalidClientTokenId",
    "aws sso login",
  ],
  [
    "a new account's quota",
    { quotas: {} },
    {},
    "quota L-1216C47A",
    "fault",
    "5 vCPUs; one c7g.4xlarge takes 16",
    "--quota-code L-1216C47A --desired-value 128",
  ],
  [
    "a quota for some instances",
    { quotas: { "L-1216C47A": 32 } },
    {},
    "quota L-1216C47A",
    "warning",
    "32 vCPUs; all fleets at their maxInstances take 128",
    "request-service-quota-increase",
  ],
  [
    "a quota for no Spot instance",
    { quotas: { "L-34B43A08": 8 } },
    spotFleet,
    "quota L-34B43A08",
    "fault",
    "8 vCPUs; one c7i.4xlarge takes 16",
    "--quota-code L-34B43A08 --desired-value 64",
  ],
  [
    "a quota for no HPC instance",
    { quotas: { "L-F7808C92": 0 } },
    hpcFleet,
    "quota L-F7808C92",
    "fault",
    "0 vCPUs; one hpc7g.16xlarge takes 64",
    "--desired-value 128",
  ],
  [
    "a type that the region does not offer",
    { offerings: { "c7g.4xlarge": zones } },
    {},
    "offer of c7i.4xlarge",
    "fault",
    "no zone of us-east-1 offers it",
    "Choose another region",
  ],
  [
    "types that no zone offers together",
    { offerings: { "c7g.4xlarge": ["us-east-1a"], "c7i.4xlarge": ["us-east-1b"] } },
    {},
    "zones",
    "fault",
    "c7g.4xlarge in us-east-1a; c7i.4xlarge in us-east-1b",
    "Name zones",
  ],
  [
    "a zone that is named and does not offer the type",
    {},
    { ...hpcFleet, network: { zones } },
    "offer of hpc7g.16xlarge",
    "fault",
    "us-east-1a of fleet hpc does not offer it",
    "It is offered in us-east-1b",
  ],
  [
    "a subnet where the type is not offered",
    {},
    { ...hpcFleet, ...inVpc },
    "offer of hpc7g.16xlarge",
    "fault",
    "subnet-0123456789abcdef0 (us-east-1a)",
    "It is offered in us-east-1b",
  ],
  [
    "a subnet of another VPC",
    { subnets: { "subnet-0123456789abcdef0": { vpc: "vpc-1", zone: "us-east-1a" } } },
    inVpc,
    "subnets",
    "fault",
    "not in vpc-0123456789abcdef0",
    "aws ec2 describe-subnets",
  ],
  [
    "a subnet that is gone",
    { subnets: {} },
    inVpc,
    "subnets",
    "fault",
    "subnet-0123456789abcdef0 not in",
    "aws ec2 describe-subnets",
  ],
  [
    "an endpoint that the region does not have",
    { endpoints: Object.fromEntries(services.slice(1).map((service) => [service, zones])) },
    {},
    `endpoint ${endpoint("ecs")}`,
    "fault",
    "us-east-1 has no interface endpoint for it",
    "nat-gateway",
  ],
  [
    "endpoints in another zone than the types",
    { endpoints: Object.fromEntries(services.map((service) => [service, ["us-east-1c"]])) },
    {},
    "zones",
    "fault",
    "no zone of us-east-1 offers all",
    "Name zones",
  ],
  [
    "input in another region, without a way there",
    westOffers,
    west,
    "input geos-chem",
    "fault",
    "in us-east-1; the environment is in us-west-2, whose S3 endpoint does not reach it",
    '"region": "us-east-1"',
  ],
  [
    "input in another region of a VPC that is there",
    {},
    { ...inVpc, region: "us-west-2" },
    "input gcgrid",
    "warning",
    "whether the VPC has a way there is not known",
    "NAT gateway",
  ],
  [
    "input that has moved",
    { buckets: { ...ready.buckets, "geos-chem": { region: "us-west-2", status: 301 } } },
    {},
    "input geos-chem",
    "fault",
    "in us-west-2 (the registry has it in us-east-1)",
    '"region": "us-west-2"',
  ],
  [
    "input that is gone",
    { buckets: {} },
    {},
    "input gcgrid",
    "fault",
    "there is no such bucket",
    "inputBuckets",
  ],
  [
    "an environment's name that is taken",
    { environments: ["doctored-geos-chem-graviton"] },
    {},
    "names of aws_batch_compute_environment",
    "fault",
    "doctored-geos-chem-graviton",
    'another "name"',
  ],
  [
    "a queue's name that is taken",
    { queues: ["doctored-geos-chem-x86-queue"] },
    {},
    "names of aws_batch_job_queue",
    "fault",
    "doctored-geos-chem-x86-queue",
    "terraform import",
  ],
  [
    "a template's name that is taken",
    { templates: ["doctored-geos-chem-x86"] },
    {},
    "names of aws_launch_template",
    "fault",
    "doctored-geos-chem-x86",
    "terraform import",
  ],
  [
    "a repository that is taken",
    { repositories: ["doctored-geos-chem"] },
    {},
    "names of aws_ecr_repository",
    "fault",
    "doctored-geos-chem",
    "terraform import",
  ],
  [
    "a log group that is taken",
    { logGroups: ["/doctored-geos-chem/jobs"] },
    {},
    "names of aws_cloudwatch_log_group",
    "fault",
    "/doctored-geos-chem/jobs",
    "terraform import",
  ],
  [
    "a role that is taken",
    { roles: [...ready.roles, "doctored-geos-chem-job-us-east-1"] },
    {},
    "names of aws_iam_role",
    "fault",
    "doctored-geos-chem-job-us-east-1",
    "terraform import",
  ],
  [
    "a bucket of somebody else's",
    { buckets: { ...ready.buckets, "doctored-geos-chem-bench-results-123456789012": { status: 403 } } },
    {},
    "names of aws_s3_bucket",
    "fault",
    "doctored-geos-chem-bench-results-123456789012",
    "terraform import",
  ],
  [
    "a state in a bucket that may not be read",
    { denied: ["GetObject"] },
    { state: { bucket: "states" } },
    "terraform state",
    "warning",
    "s3://states/geos-chem/doctored.geos-chem-foundation.tfstate cannot be read",
    "Allow s3:GetObject",
  ],
  [
    "names that are there, with a state that may not be read",
    { queues: ["doctored-geos-chem-x86-queue"], denied: ["GetObject"] },
    { state: { bucket: "states" } },
    "names of aws_batch_job_queue",
    "warning",
    "Terraform's state was not read",
    "In order if this environment is deployed",
  ],
  [
    "names that are there, with a state in a bucket that does not have them",
    { queues: ["doctored-geos-chem-x86-queue"] },
    { state: { bucket: "states" } },
    "names of aws_batch_job_queue",
    "fault",
    "not by what Terraform's state has: doctored-geos-chem-x86-queue",
    "terraform import",
  ],
  [
    "Batch's role that is not there yet",
    { roles: [] },
    {},
    "role AWSServiceRoleForBatch",
    "warning",
    "not there yet",
    "--aws-service-name batch.amazonaws.com",
  ],
  [
    "Spot's role that is not there",
    { roles: ["AWSServiceRoleForBatch"] },
    spotFleet,
    "role AWSServiceRoleForEC2Spot",
    "fault",
    "Spot fleets need it",
    "--aws-service-name spot.amazonaws.com",
  ],
  [
    "a region without prices",
    westOffers,
    west,
    "cost of instances",
    "warning",
    "no price record has c7g.4xlarge, c7i.4xlarge in us-west-2",
    "gcbench prices refresh --region us-west-2",
  ],
  [
    "a quota that may not be looked at",
    { denied: ["GetServiceQuota"] },
    {},
    "quota L-1216C47A",
    "warning",
    "not looked at: AccessDeniedException",
    "Allow servicequotas:GetServiceQuota",
  ],
  [
    "zones that may not be looked at",
    { denied: ["DescribeInstanceTypeOfferings"] },
    {},
    "zones",
    "warning",
    "not looked at: UnauthorizedOperation",
    "Allow ec2:DescribeInstanceTypeOfferings",
  ],
];

describe("is found, with its remedy, by calls that only look:", () => {
  test.each(cases)("%s", async (_, account, environment, what, state, detail, remedy) => {
    const found = (await findings(account, environment)).find((finding) => finding.what === what);
    expect(found).toMatchObject({ state });
    expect(found?.detail).toContain(detail);
    expect(found?.remedy).toContain(remedy);
  });
});

test("what the fleets cost at most is a number, and null with the reason where no record has one", async () => {
  const cost = (all: readonly Finding[]) => all.find(({ what }) => what === "cost of instances")?.figures;
  // Four c7g.4xlarge and four c7i.4xlarge.
  expect(cost(await findings())?.["usd_per_hour_at_most"]).toBeCloseTo(4 * 0.58 + 4 * 0.714);
  expect(cost(await findings(westOffers, west))).toEqual({ usd_per_hour_at_most: null });
});

/** A name of each kind that is not asked for by a list of its own above. */
const names = {
  aws_athena_workgroup: "doctored-geos-chem-bench",
  aws_batch_job_definition: "doctored-geos-chem-hpc-multinode",
  aws_budgets_budget: "doctored-geos-chem",
  aws_cloudfront_origin_access_control: "doctored-geos-chem-site",
  aws_cloudwatch_dashboard: "doctored-geos-chem",
  aws_cloudwatch_event_rule: "doctored-geos-chem-failed",
  aws_cloudwatch_log_resource_policy: "doctored-geos-chem-events",
  aws_cloudwatch_metric_alarm: "doctored-geos-chem-failures",
  aws_glue_catalog_database: "doctored_geos_chem_bench",
  aws_iam_instance_profile: "doctored-geos-chem-instance-us-east-1",
  aws_iam_openid_connect_provider: "token.actions.githubusercontent.com",
  aws_iam_policy: "doctored-geos-chem-submit-us-east-1",
  aws_kms_alias: "alias/doctored-geos-chem",
  aws_placement_group: "doctored-geos-chem-hpc",
  aws_scheduler_schedule_group: "doctored-geos-chem",
  aws_security_group: "doctored-geos-chem-instances",
  aws_sfn_state_machine: "doctored-geos-chem-environment-check",
  aws_sns_topic: "doctored-geos-chem",
  aws_sqs_queue: "doctored-geos-chem-schedule-dead-letters",
};

test("a name that is taken is found of every other kind, wherever it stands in a list", async () => {
  const environment = {
    ...inVpc,
    fleets: [{ name: "hpc", instanceType: "hpc7g.16xlarge", nodes: 2 }],
    catalogue: {},
    site: true,
    ci: { githubRepository: "group/benchmarks" },
  };
  const there = Object.fromEntries(Object.entries(names).map(([type, name]) => [type, ["another", name]]));
  const found = await findings({ names: there }, environment);
  const taken = found.flatMap(({ what, state, detail, remedy = "" }) =>
    state === "fault" && what.startsWith("names of ") && remedy.includes("terraform import")
      ? [[what.slice("names of ".length), detail.split(": ")[1]?.replace(/^https:\/\//, "")]]
      : [],
  );
  expect(Object.fromEntries(taken)).toEqual(names);
});

test("what a state in a bucket has is the environment's own", async () => {
  const queues = ["doctored-geos-chem-graviton-queue", "doctored-geos-chem-x86-queue"];
  const environment = { state: { bucket: "states", region: "eu-west-1" } };
  const state = JSON.stringify({
    resources: (await resourceIds(environment, "aws_batch_job_queue")).map((name) => ({
      mode: "managed",
      type: "aws_batch_job_queue",
      name,
    })),
  });
  const objects = { "states/geos-chem/doctored.geos-chem-batch.tfstate": state };
  const found = await findings({ queues, objects }, environment);
  expect(found.find(({ what }) => what === "names of aws_batch_job_queue")).toMatchObject({
    state: "ok",
    detail: "0 free, 2 deployed already",
  });
});

async function resourceIds(environment: object, type: string): Promise<string[]> {
  const file = join(temporaryDirectory("doctor"), "doctored.json");
  writeFileSync(file, JSON.stringify(environment));
  const stacks = readTerraformJson(synthesise({ outdir: temporaryDirectory("synth"), environment: file }));
  return stacks.flatMap(({ resource }) => Object.keys(resource[type] ?? {}));
}
