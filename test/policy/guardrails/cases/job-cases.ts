import type { TerraformStack } from "../../../../infra/cdk.ts";
import { dataSource, resource } from "../../support/written.ts";
import type { CorrectUse, Violation } from "./case.ts";
import { container, containerJob, fleet, job, nodes, requests, sound, type Given } from "./fleet-parts.ts";

const fits = "job-fits-instance";
const contained = "contained-job";
const architecture = "one-architecture";

/** A queue in the x86 fleet, whatever it serves. */
const queueOf = (given: (arm: string, x86: string) => Given) => (stack: TerraformStack) => {
  const arm = fleet(stack, "graviton");
  const x86 = fleet(stack, "x86", { types: ["c7i.4xlarge"] });
  resource(x86.scope, "aws_batch_job_queue", "queue", {
    name: "q",
    ...given(arm.environment("arn"), x86.environment("arn")),
  });
};

export const jobViolations: readonly Violation[] = [
  [
    "an extra job of 96 vCPUs",
    fits,
    containerJob({ resourceRequirements: requests(96, 1024) }),
    "requests 96 vCPUs, c7g.4xlarge has 16.",
  ],
  [
    "a job with all the memory",
    fits,
    containerJob({ resourceRequirements: requests(1, 32_768) }),
    "requests 32768 MiB",
  ],
  [
    "hyper-threads that are off",
    fits,
    containerJob(
      {},
      { types: ["c7i.4xlarge"], template: { cpu_options: { core_count: 8, threads_per_core: 1 } } },
    ),
    "requests 15 vCPUs, c7i.4xlarge has 8.",
  ],
  [
    "a second amount of vCPUs",
    fits,
    containerJob({ resourceRequirements: [...requests(1, 1024), { type: "VCPU", value: "96" }] }),
    "requests VCPU twice.",
  ],
  ["the older member besides", fits, containerJob({ vcpus: 96 }), "requests VCPU twice."],
  [
    "the older members alone",
    fits,
    containerJob({ resourceRequirements: [], vcpus: 96, memory: 1024 }),
    "requests 96 vCPUs",
  ],
  [
    "members in other letters",
    fits,
    job({
      container_properties: JSON.stringify({
        ResourceRequirements: requests(96, 1024).map(({ type, value }) => ({ Type: type, Value: value })),
      }),
    }),
    "requests 96 vCPUs",
  ],
  [
    "a GPU",
    fits,
    containerJob({ resourceRequirements: [...requests(1, 1024), { type: "GPU", value: "1" }] }),
    "requests 1 GPUs",
  ],
  [
    "nothing requested",
    fits,
    containerJob({ resourceRequirements: [] }),
    "what the job requests is unknown.",
  ],
  [
    "nodes that are too large",
    fits,
    nodes({
      numNodes: 2,
      mainNode: 0,
      nodeRangeProperties: [
        { targetNodes: "0:", container: container({ resourceRequirements: requests(96, 1024) }) },
      ],
    }),
    "requests 96 vCPUs",
  ],
  [
    "nodes of another type",
    fits,
    nodes({
      nodeRangeProperties: [{ targetNodes: "0:", container: container({ instanceType: "c7i.4xlarge" }) }],
    }),
    "nodes of c7i.4xlarge",
  ],
  [
    "containers that are too large together",
    fits,
    job({ ecs_properties: JSON.stringify({ taskProperties: [{ containers: [container(), container()] }] }) }),
    "requests 30 vCPUs",
  ],
  [
    "properties that a variable gives",
    fits,
    (stack) => {
      stack.addOverride("variable.job", { type: "string" });
      job({ container_properties: "${var.job}" })(stack);
    },
    "a job whose containers are unknown.",
  ],
  [
    "an amount that a variable gives",
    fits,
    (stack) => {
      stack.addOverride("variable.vcpus", { type: "string", default: "1" });
      containerJob({ resourceRequirements: requests("${var.vcpus}", 1024) })(stack);
    },
    "what the job requests is unknown.",
  ],
  [
    "properties by an override",
    fits,
    (stack) => {
      const { scope } = fleet(stack, "fleet");
      resource(scope, "aws_batch_job_definition", "extra", {
        name: "extra",
        type: "container",
        container_properties: JSON.stringify(container()),
      });
      stack.addOverride("resource.aws_batch_job_definition.fleet_extra_override", {
        "//": { metadata: { path: "stack/fleet/extra" } },
        container_properties: JSON.stringify(container({ resourceRequirements: requests(96, 1024) })),
      });
    },
    "requests 96 vCPUs",
  ],
  [
    "a job outside a fleet",
    fits,
    (stack) =>
      resource(stack, "aws_batch_job_definition", "j", {
        name: "j",
        container_properties: JSON.stringify(container()),
      }),
    "a job whose instance is unknown.",
  ],
  [
    "an environment that takes what is there",
    fits,
    containerJob({}, { types: ["optimal"] }),
    "what optimal offers is unknown.",
  ],
  ["a privileged job", contained, containerJob({ privileged: true }), "a privileged container."],
  [
    "the whole instance as a volume",
    contained,
    containerJob({ volumes: [{ name: "v", host: { sourcePath: "/" } }] }),
    "the directory / of the instance.",
  ],
  [
    "Docker's socket",
    contained,
    containerJob({ volumes: [{ host: { sourcePath: "/var/run/docker.sock" } }] }),
    "/var/run/docker.sock",
  ],
  [
    "a way around",
    contained,
    containerJob({ volumes: [{ host: { sourcePath: "/scratch/../etc" } }] }),
    "/scratch/../etc",
  ],
  [
    "a device",
    contained,
    containerJob({ linuxParameters: { devices: [{ hostPath: "/dev/mem" }] } }),
    "the device /dev/mem",
  ],
  [
    "a privileged node",
    contained,
    nodes({ nodeRangeProperties: [{ targetNodes: "0:", container: container({ privileged: true }) }] }),
    "a privileged container.",
  ],
  [
    "a parameter that nobody gives",
    "command-parameters",
    containerJob({ command: ["Ref::a"] }),
    "Ref::a is neither",
  ],
  [
    "a parameter that no node's command has",
    "command-parameters",
    (stack) =>
      nodes({ nodeRangeProperties: [{ targetNodes: "0:", container: container({ command: ["Ref::a"] }) }] })(
        stack,
      ),
    "Ref::a is neither",
  ],
  [
    "an x86 queue of the Graviton environment",
    architecture,
    queueOf((arm) => ({ compute_environment_order: [{ order: 1, compute_environment: arm }] })),
    "c7g.4xlarge for the queue of an x86_64 fleet.",
  ],
  [
    "the deprecated list of environments",
    architecture,
    queueOf((arm, x86) => ({ compute_environments: [arm, x86] })),
    "arm64 (c7g.4xlarge) and x86_64 (c7i.4xlarge) together.",
  ],
  [
    "the deprecated list with the wrong one",
    architecture,
    queueOf((arm) => ({ compute_environments: [arm] })),
    "for the queue of an x86_64 fleet.",
  ],
  [
    "a queue of an environment that is only named",
    architecture,
    queueOf(() => ({
      compute_environment_order: [
        { order: 1, compute_environment: "arn:aws:batch:us-east-1:1:compute-environment/other" },
      ],
    })),
    "is unknown at synthesis.",
  ],
  [
    "two architectures in an environment",
    architecture,
    (stack) => fleet(stack, "fleet", { types: ["c7g.4xlarge", "c7i.4xlarge"] }),
    "together.",
  ],
  [
    "an x86 image on Graviton",
    architecture,
    (stack) => {
      const image = dataSource(stack, "aws_ssm_parameter", "ami", {
        name: "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
      });
      fleet(stack, "fleet", {
        compute: { ec2_configuration: [{ image_type: "ECS_AL2023", image_id_override: image("value") }] },
      });
    },
    "(x86_64) for c7g.4xlarge.",
  ],
  [
    "an image by its id",
    architecture,
    (stack) => fleet(stack, "fleet", { compute: { image_id: "ami-1" } }),
    "the machine image ami-1 (architecture unknown)",
  ],
  [
    "an image in the launch template",
    architecture,
    (stack) => fleet(stack, "fleet", { template: { image_id: "ami-1" } }),
    "the machine image ami-1",
  ],
  [
    "a container for the other architecture",
    architecture,
    containerJob({ runtimePlatform: { cpuArchitecture: "X86_64" } }),
    "a job for X86_64 in an arm64 fleet.",
  ],
  [
    "metadata without tokens",
    "imdsv2",
    (stack) =>
      fleet(stack, "fleet", {
        template: { metadata_options: { http_tokens: "optional", http_put_response_hop_limit: 1 } },
      }),
    'http_tokens "optional".',
  ],
  [
    "metadata options by an override",
    "imdsv2",
    (stack) => {
      resource(stack, "aws_launch_template", "t", sound);
      stack.addOverride("resource.aws_launch_template.t.metadata_options", {
        http_tokens: "optional",
        http_put_response_hop_limit: 3,
      });
    },
    "a hop limit of 3.",
  ],
  [
    "an older version of the template",
    "imdsv2",
    (stack) => fleet(stack, "fleet", { launch: { version: "1" } }),
    'version "1" of the launch template',
  ],
  [
    "the default version, which stays behind",
    "imdsv2",
    (stack) => fleet(stack, "fleet", { launch: { version: "$Default" } }),
    "which may be an older one.",
  ],
  [
    "no version, which is the default",
    "imdsv2",
    (stack) => fleet(stack, "fleet", { launch: { version: undefined } }),
    "which may be an older one.",
  ],
  [
    "another template's version",
    "imdsv2",
    (stack) => {
      const other = resource(stack, "aws_launch_template", "other", sound);
      fleet(stack, "fleet", { launch: { version: other("latest_version") } });
    },
    "which may be an older one.",
  ],
  [
    "a template that is only named",
    "imdsv2",
    (stack) => fleet(stack, "fleet", { launch: { launch_template_id: "lt-1" } }),
    "missing or unknown.",
  ],
  [
    "no template",
    "imdsv2",
    (stack) => fleet(stack, "fleet", { compute: { launch_template: undefined } }),
    "missing or unknown.",
  ],
  [
    "an instance without options",
    "imdsv2",
    (stack) => resource(stack, "aws_instance", "i", {}),
    'http_tokens "not set".',
  ],
  [
    "a job that is larger than its environment may get",
    fits,
    containerJob({}, { compute: { max_vcpus: 8 } }),
    "a job of 15 vCPUs; the environment has at most 8.",
  ],
  [
    "an environment of a size that a variable gives",
    fits,
    (stack) => {
      stack.addOverride("variable.most", { type: "number", default: 256 });
      containerJob({}, { compute: { max_vcpus: "${var.most}" } })(stack);
    },
    "the environment has at most ${var.most}.",
  ],
  [
    "a job for Fargate in an environment of instances",
    fits,
    job({ platform_capabilities: ["FARGATE"], container_properties: JSON.stringify(container()) }),
    "a job for FARGATE in an environment of EC2.",
  ],
  [
    "a job that says nothing of its log",
    "log-retention",
    containerJob({ logConfiguration: undefined }),
    "whose lines Batch keeps for ever in /aws/batch/job.",
  ],
  [
    "a job whose lines stay on the instance",
    "log-retention",
    containerJob({ logConfiguration: { logDriver: "json-file" } }),
    "the log driver json-file",
  ],
  [
    "a job that logs to a group of somebody else's",
    "log-retention",
    containerJob({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/theirs" } } }),
    "the log group /theirs, whose retention is unknown.",
  ],
  [
    "a template that leaves the root volume as it is in the image",
    "encrypted",
    (stack) =>
      fleet(stack, "fleet", {
        template: { block_device_mappings: [{ device_name: "/dev/sdf", ebs: { encrypted: true } }] },
      }),
    "aws_launch_template that is not encrypted.",
  ],
  [
    "defaults of a region with many hops",
    "imdsv2",
    (stack) =>
      resource(stack, "aws_ec2_instance_metadata_defaults", "it", {
        http_tokens: "required",
        http_put_response_hop_limit: 64,
      }),
    "a hop limit of 64.",
  ],
];

const lustre = { volumes: [{ name: "fsx", host: { sourcePath: "/fsx/ExtData" } }] };

export const jobCorrectUses: readonly CorrectUse[] = [
  ["a job that fits", containerJob({ privileged: false })],
  [
    "a job with the scratch directory",
    containerJob({ volumes: [{ host: { sourcePath: "/scratch/ExtData" } }] }),
  ],
  ["a job with a file system that is mounted", containerJob(lustre)],
  [
    "two containers that fit together",
    job({
      ecs_properties: JSON.stringify({
        taskProperties: [
          {
            containers: [
              container({ resourceRequirements: requests(4, 4096) }),
              container({ resourceRequirements: requests(4, 4096) }),
            ],
          },
        ],
      }),
    }),
  ],
  ["a size of a family that fits", containerJob({}, { types: ["c7g"] })],
  [
    "parameters with defaults",
    job({
      parameters: { a: "1" },
      container_properties: JSON.stringify(container({ command: ["--a", "Ref::a"] })),
    }),
  ],
  [
    "each queue in its fleet",
    queueOf((_, x86) => ({ compute_environment_order: [{ order: 1, compute_environment: x86 }] })),
  ],
  [
    "the default version, which is the latest",
    (stack) =>
      fleet(stack, "fleet", { template: { update_default_version: true }, launch: { version: "$Default" } }),
  ],
  [
    "a template by its name",
    (stack) =>
      fleet(stack, "fleet", { launch: { launch_template_id: undefined, launch_template_name: "fleet" } }),
  ],
  [
    "an image that is looked up for its architecture",
    (stack) => {
      const image = dataSource(stack, "aws_ssm_parameter", "ami", {
        name: "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
      });
      fleet(stack, "fleet", {
        compute: { ec2_configuration: [{ image_type: "ECS_AL2023", image_id_override: image("value") }] },
      });
    },
  ],
  [
    "an image that is filtered by its architecture",
    (stack) => {
      const image = dataSource(stack, "aws_ami", "ami", {
        filter: [{ name: "architecture", values: ["arm64"] }],
      });
      fleet(stack, "fleet", { template: { image_id: image("id") } });
    },
  ],
  [
    "a log group of the stack, by reference",
    (stack) => {
      const { scope } = fleet(stack, "fleet");
      const group = resource(scope, "aws_cloudwatch_log_group", "own", {
        kms_key_id: "arn:aws:kms:us-east-1:1:key/k",
        retention_in_days: 365,
      });
      const options = { "awslogs-group": group("name") };
      resource(scope, "aws_batch_job_definition", "extra", {
        name: "extra",
        type: "container",
        container_properties: JSON.stringify(
          container({ logConfiguration: { logDriver: "awslogs", options } }),
        ),
      });
    },
  ],
  [
    "a job with a file system of EFS",
    containerJob({ volumes: [{ name: "v", efsVolumeConfiguration: { fileSystemId: "fs-1" } }] }),
  ],
];
