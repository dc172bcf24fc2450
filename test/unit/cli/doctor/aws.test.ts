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
  images: {},
  snapshots: {},
  volumeKey: "alias/aws/ebs",
  keys: {},
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
const amiId = "ami-0123456789abcdef0";
const withImage = { fleets: [{ name: "graviton", instanceType: "c7g.4xlarge", amiId }] };
/** The ECS-optimised image of a fleet of Graviton, as EC2 describes it. */
const image = {
  name: "al2023-ami-ecs-hvm-2023.0.20261101-kernel-6.1-arm64",
  architecture: "arm64",
  imageState: "available",
  imageOwnerId: "591542846629",
  imageOwnerAlias: "amazon",
  rootDeviceName: "/dev/xvda",
};
const inputSnapshot = "snap-0123456789abcdef0";
const withSnapshot = { fleets: [{ name: "graviton", instanceType: "c7g.4xlarge", inputSnapshot }] };
const snapshot = { status: "completed", ownerId: "123456789012", volumeSize: "200", encrypted: "false" };
const key = "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d";
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
      "key of volumes",
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
    "a type whose family has a quota of its own",
    { offerings: { "x2gd.4xlarge": zones } },
    { fleets: [{ name: "memory", instanceType: "x2gd.4xlarge" }] },
    "quota of x2gd.4xlarge",
    "warning",
    "its family has a quota of its own; one instance takes 16 vCPUs",
    "aws service-quotas list-service-quotas",
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
    "an endpoint that the first of the named zones does not have",
    { endpoints: Object.fromEntries(services.map((service) => [service, ["us-east-1b"]])) },
    { network: { zones } },
    `endpoint ${endpoint("ecs")}`,
    "fault",
    "not in us-east-1a, the first of the network's zones",
    "Name one of us-east-1b first",
  ],
  [
    "a machine image that is not in the region",
    {},
    withImage,
    `image ${amiId} of fleet graviton`,
    "fault",
    "not in us-east-1, or not shared with this account",
    "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
  ],
  [
    "a machine image of the other architecture",
    { images: { [amiId]: { ...image, architecture: "x86_64" } } },
    withImage,
    `image ${amiId} of fleet graviton`,
    "fault",
    "x86_64; c7g.4xlarge is arm64",
    "amazon-linux-2023/arm64/recommended",
  ],
  [
    "a machine image that its owner has disabled",
    { images: { [amiId]: { ...image, imageState: "disabled" } } },
    withImage,
    `image ${amiId} of fleet graviton`,
    "fault",
    "it is disabled: no instance starts from it",
    "aws ssm get-parameter",
  ],
  [
    "a machine image that is deprecated",
    { images: { [amiId]: { ...image, deprecationTime: "2026-01-31T00:00:00.000Z" } } },
    withImage,
    `image ${amiId} of fleet graviton`,
    "warning",
    "deprecated since 2026-01-31",
    "aws ssm get-parameter",
  ],
  [
    "a machine image of somebody else's, which Terraform does not find",
    { images: { [amiId]: { ...image, imageOwnerId: "111122223333", imageOwnerAlias: "" } } },
    withImage,
    `image ${amiId} of fleet graviton`,
    "fault",
    "it is account 111122223333's",
    "aws ec2 copy-image",
  ],
  [
    "a machine image with another root device than instances get their volume as",
    { images: { [amiId]: { ...image, rootDeviceName: "/dev/sda1" } } },
    withImage,
    `image ${amiId} of fleet graviton`,
    "fault",
    "its root device is /dev/sda1",
    "aws ssm get-parameter",
  ],
  [
    "a machine image larger than the fleet's volume",
    { images: { [amiId]: { ...image, rootGiB: "200" } } },
    withImage,
    `image ${amiId} of fleet graviton`,
    "fault",
    "its root volume has 200 GiB, the fleet's 170",
    '"rootGiB": 80',
  ],
  [
    "machine images that may not be looked at",
    { denied: ["DescribeImages"] },
    withImage,
    "machine images",
    "warning",
    "not looked at: UnauthorizedOperation",
    "Allow ec2:DescribeImages",
  ],
  [
    "a snapshot that is not in the region",
    {},
    withSnapshot,
    `snapshot ${inputSnapshot}`,
    "fault",
    "not in us-east-1, or not shared with this account",
    "aws ec2 copy-snapshot --region us-east-1",
  ],
  [
    "a snapshot that is being made",
    { snapshots: { [inputSnapshot]: { ...snapshot, status: "pending", progress: "42%" } } },
    withSnapshot,
    `snapshot ${inputSnapshot}`,
    "warning",
    "not complete (42%)",
    "aws ec2 wait snapshot-completed",
  ],
  [
    "a snapshot that came to nothing",
    { snapshots: { [inputSnapshot]: { ...snapshot, status: "error" } } },
    withSnapshot,
    `snapshot ${inputSnapshot}`,
    "fault",
    "its state is error",
    "Make another one",
  ],
  [
    "a snapshot in the archive",
    { snapshots: { [inputSnapshot]: { ...snapshot, storageTier: "archive" } } },
    withSnapshot,
    `snapshot ${inputSnapshot}`,
    "fault",
    "no volume is made",
    "aws ec2 restore-snapshot-tier",
  ],
  [
    "a snapshot that is encrypted with a key of the account's",
    {
      snapshots: { [inputSnapshot]: { ...snapshot, encrypted: "true", kmsKeyId: key } },
      keys: { [key]: { state: "Enabled" } },
    },
    withSnapshot,
    `snapshot ${inputSnapshot}`,
    "warning",
    "whether instances may open their volumes is up to its policy",
    "Let AWSServiceRoleForBatch use it: kms:CreateGrant",
  ],
  [
    "a snapshot whose key is to be deleted",
    {
      snapshots: { [inputSnapshot]: { ...snapshot, encrypted: "true", kmsKeyId: key } },
      keys: { [key]: { state: "PendingDeletion" } },
    },
    withSnapshot,
    `snapshot ${inputSnapshot}`,
    "fault",
    "PendingDeletion",
    "aws kms describe-key",
  ],
  [
    "volumes that are encrypted with a key of the account's unless they say",
    { volumeKey: key, keys: { [key]: { state: "Enabled" } } },
    spotFleet,
    "key of volumes",
    "warning",
    "whether instances may open their volumes is up to its policy",
    "AWSServiceRoleForBatch and AWSServiceRoleForEC2Spot",
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

test("an image and a snapshot that instances can start with are in order, whose they are is said", async () => {
  const fleets = [{ ...withImage.fleets[0], inputSnapshot }];
  const account = {
    images: { [amiId]: { ...image, imageOwnerId: "123456789012", imageOwnerAlias: "" } },
    snapshots: {
      [inputSnapshot]: {
        ...snapshot,
        ownerId: "111122223333",
        encrypted: "true",
        kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/aws-ebs",
      },
    },
  };
  const found = await findings(account, { fleets });
  expect(found.filter(({ what }) => /^(image|snapshot) /.test(what))).toMatchObject([
    { state: "ok", detail: `${image.name}, arm64, in us-east-1` },
    { state: "ok", detail: "200 GiB, complete, in us-east-1, shared by account 111122223333" },
  ]);
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
