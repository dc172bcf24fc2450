import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadEnvironment } from "../../infra/config/load-environment.ts";
import {
  block,
  eachOfType,
  ofType,
  resourcesOf,
  synthesisedStacks,
  type Attributes,
  type Resource,
} from "./support/synthesised.ts";

const resources = resourcesOf();
const named = (type: string, name: string) =>
  ofType(resources, type).find(({ attributes }) =>
    [attributes["name"], attributes["compute_environment_name"]].includes(name),
  );

describe.each([
  ["graviton", "c7g.4xlarge"],
  ["x86", "c7i.4xlarge"],
])("fleet %s", (fleet, instanceType) => {
  const environment = named("aws_batch_compute_environment", `geos-chem-${fleet}`);
  const compute = block(environment?.attributes["compute_resources"]);
  const job = named("aws_batch_job_definition", `geos-chem-${fleet}-benchmark`)?.attributes ?? {};
  const container = JSON.parse(String(job["container_properties"])) as Attributes;

  test("has instances of one type, none while idle", () => {
    expect(compute).toMatchObject({
      instance_type: [instanceType],
      min_vcpus: 0,
      max_vcpus: 64,
      type: "EC2",
    });
  });

  test("can be updated in place", () => {
    expect(environment?.attributes).not.toHaveProperty("service_role");
    expect(compute["allocation_strategy"]).toBe("BEST_FIT_PROGRESSIVE");
    expect(compute).not.toHaveProperty("desired_vcpus");
    expect(compute).not.toHaveProperty("tags");
    expect(block(compute["launch_template"])["version"]).toMatch(/latest_version}$/);
    expect(block(environment?.attributes["update_policy"])["terminate_jobs_on_update"]).toBe(false);
    expect(environment?.attributes["lifecycle"]).toMatchObject({ create_before_destroy: true });
  });

  test("outlives neither the instance role nor its policy", () => {
    expect(environment?.attributes["depends_on"]).toEqual([
      expect.stringMatching(/^aws_iam_role_policy_attachment\./),
    ]);
  });

  test("runs Amazon Linux 2023", () => {
    expect(block(compute["ec2_configuration"])).toEqual({ image_type: "ECS_AL2023" });
  });

  test("has a queue of its own", () => {
    const queue = named("aws_batch_job_queue", `geos-chem-${fleet}-queue`)?.attributes;
    expect(queue).toMatchObject({
      priority: 1,
      state: "ENABLED",
      compute_environment_order: [
        { order: 1, compute_environment: `\${aws_batch_compute_environment.${environment?.id}.arn}` },
      ],
    });
  });

  test("is unblocked by Batch: soon where waiting does not help, after hours where it may", () => {
    const queue = named("aws_batch_job_queue", `geos-chem-${fleet}-queue`)?.attributes;
    expect(queue?.["job_state_time_limit_action"]).toEqual(
      [
        ["MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT", 600],
        ["MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE", 600],
        ["CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY", 14_400],
      ].map(([reason, seconds]) => ({
        reason,
        state: "RUNNABLE",
        max_time_seconds: seconds,
        action: "CANCEL",
      })),
    );
  });

  test("requests 15 vCPUs and 30 GiB with the runner's command", () => {
    expect(container).toMatchObject({
      command: ["--benchmark", "Ref::configJson", "--output-path", "Ref::outputPath"],
      resourceRequirements: [
        { type: "VCPU", value: "15" },
        { type: "MEMORY", value: "30720" },
      ],
      ulimits: [{ name: "stack", softLimit: -1, hardLimit: -1 }],
    });
  });

  test("runs unprivileged, as a user, on a read-only root (CKV_AWS_210)", () => {
    expect(container).toMatchObject({ privileged: false, readonlyRootFilesystem: true });
    expect(container["user"]).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  test("retries a lost host and a container that never started, nothing else, and ends some day", () => {
    expect(block(job["retry_strategy"])["evaluate_on_exit"]).toEqual([
      { action: "RETRY", on_status_reason: "Host EC2*" },
      { action: "RETRY", on_reason: "DockerTimeoutError*" },
      { action: "RETRY", on_reason: "CannotPullContainerError: Error response from daemon: Get*" },
      { action: "RETRY", on_reason: "CannotPullContainerError: context canceled*" },
      { action: "EXIT", on_reason: "*" },
    ]);
    expect(block(job["timeout"])["attempt_duration_seconds"]).toBe(43_200);
  });

  test("starts from an encrypted gp3 volume and IMDSv2 (CKV_AWS_79, 341, 88, 46)", () => {
    const template = named("aws_launch_template", `geos-chem-${fleet}`)?.attributes ?? {};
    expect(block(template["metadata_options"])).toMatchObject({
      http_tokens: "required",
      http_put_response_hop_limit: 2,
    });
    expect(block(block(template["block_device_mappings"])["ebs"])).toMatchObject({
      volume_type: "gp3",
      encrypted: "true",
      volume_size: 170,
    });
    expect(template).not.toHaveProperty("network_interfaces");
  });

  test("has directories for GEOS-Chem Classic that its jobs can write to, in user data that Batch can merge", () => {
    const template = named("aws_launch_template", `geos-chem-${fleet}`)?.attributes ?? {};
    const userData = Buffer.from(String(template["user_data"]), "base64").toString();
    expect(userData).toMatch(
      /^MIME-Version: 1\.0\nContent-Type: multipart\/mixed; boundary="([^"]+)"\n\n--\1\n/,
    );
    const model = named("aws_batch_job_definition", `geos-chem-${fleet}-classic`)?.attributes ?? {};
    const properties = JSON.parse(String(model["container_properties"])) as Attributes;
    const volumes = properties["volumes"] as { host: { sourcePath: string } }[];
    expect(volumes.length).toBeGreaterThan(0);
    for (const { host } of volumes)
      expect(userData).toMatch(new RegExp(`install -d .*-o 1000 -g 1000 .*${host.sourcePath}\\b`));
  });

  test("runs GEOS-Chem Classic by the same job definition but for its volumes", () => {
    const model = named("aws_batch_job_definition", `geos-chem-${fleet}-classic`)?.attributes ?? {};
    const {
      volumes,
      mountPoints,
      environment: variables,
      ...same
    } = JSON.parse(String(model["container_properties"])) as Attributes;
    const { environment: shared, ...others } = container;
    expect(same).toEqual(others);
    expect(volumes).toHaveLength(3);
    expect(mountPoints).toContainEqual({
      sourceVolume: "models",
      containerPath: "/scratch/models",
      readOnly: true,
    });
    expect(variables).toEqual([
      ...(shared as object[]),
      { name: "GCBENCH_EXTDATA", value: "/scratch/ExtData" },
      { name: "GCBENCH_SCRATCH", value: "/scratch/work" },
    ]);
    for (const member of ["retry_strategy", "timeout", "parameters"])
      expect(model[member]).toEqual(job[member]);
  });
});

test("a definition's revisions stay, so that a result can be made again by the one that made it", () => {
  for (const { attributes } of eachOfType(resources, "aws_batch_job_definition"))
    expect(attributes["deregister_on_new_revision"]).toBe(false);
});

test("a job waits for its log rather than lose lines of it", () => {
  for (const { attributes } of eachOfType(resources, "aws_batch_job_definition")) {
    const { logConfiguration } = JSON.parse(String(attributes["container_properties"])) as Attributes;
    expect((logConfiguration as Attributes)["options"]).toMatchObject({ mode: "blocking" });
  }
});

describe("tags of the environment", () => {
  const tagged = resourcesOf({ tags: { team: "chemistry", Name: "theirs" } });

  test("reach instances and their volumes, whose names stay the fleet's", () => {
    for (const { attributes } of eachOfType(tagged, "aws_launch_template")) {
      const specifications = attributes["tag_specifications"] as Attributes[];
      expect(specifications.map(({ resource_type }) => resource_type)).toEqual(["instance", "volume"]);
      for (const { tags } of specifications)
        expect(tags).toEqual({ team: "chemistry", project: "geos-chem-bench", Name: attributes["name"] });
    }
  });

  test.each(["project", "Project", "aws:mine"])("cannot be %s", (tag) => {
    expect(() => resourcesOf({ tags: { [tag]: "x" } })).toThrow(tag);
  });

  test.each([{ team: "R&D" }, { "team!": "x" }])("%j is refused, as not every service takes it", (tags) => {
    expect(() => resourcesOf({ tags })).toThrow(/has other characters than letters, digits/);
  });
});

test("a Spot fleet takes the capacity that lasts longest, by a strategy that can be updated in place", () => {
  const spot = resourcesOf({ fleets: [{ name: "graviton-spot", instanceType: "c7g.4xlarge", spot: true }] });
  const [environment] = ofType(spot, "aws_batch_compute_environment");
  expect(block(environment?.attributes["compute_resources"])).toMatchObject({
    type: "SPOT",
    allocation_strategy: "SPOT_CAPACITY_OPTIMIZED",
  });
  expect(block(environment?.attributes["compute_resources"])).not.toHaveProperty("bid_percentage");
});

test("hyper-threads off leaves the cores", () => {
  const cores = resourcesOf({ fleets: [{ name: "cores", instanceType: "c7i.4xlarge", smt: false }] });
  const [template] = ofType(cores, "aws_launch_template");
  expect(block(template?.attributes["cpu_options"])).toEqual({ core_count: 8, threads_per_core: 1 });
});

describe("a fleet", () => {
  const fleetWith = (more: object, type = "c7g.4xlarge") =>
    resourcesOf({ fleets: [{ name: "f", instanceType: type, ...more }] });
  const computeOf = (all: readonly Resource[]) =>
    block(ofType(all, "aws_batch_compute_environment")[0]?.attributes["compute_resources"]);
  const templateOf = (all: readonly Resource[]) => ofType(all, "aws_launch_template")[0]?.attributes ?? {};

  test("can be kept warm for a series", () => {
    expect(computeOf(fleetWith({ minInstances: 2, maxInstances: 3 }))).toMatchObject({
      min_vcpus: 32,
      max_vcpus: 48,
    });
    expect(() => fleetWith({ minInstances: 5 })).toThrow(/minInstances.*more than maxInstances/s);
  });

  test("has the machine image that is named, if it is of the type's architecture", () => {
    const amiId = "ami-0123456789abcdef0";
    const environment = { fleets: [{ name: "f", instanceType: "c7g.4xlarge", amiId }] };
    const [[id, image] = []] = Object.entries(
      synthesisedStacks(environment)["geos-chem-batch"]?.data?.["aws_ami"] ?? {},
    );
    // Amazon's are deprecated some day, and a pinned one is to be deployed then too.
    expect(image?.["include_deprecated"]).toBe(true);
    expect(image?.["filter"]).toEqual([
      { name: "image-id", values: [amiId] },
      { name: "architecture", values: ["arm64"] },
    ]);
    expect(block(computeOf(resourcesOf(environment))["ec2_configuration"])).toEqual({
      image_type: "ECS_AL2023",
      image_id_override: `\${data.aws_ami.${id}.id}`,
    });
  });

  test("can have hosts without other accounts", () => {
    expect(block(templateOf(fleetWith({ tenancy: "dedicated" }))["placement"])).toEqual({
      tenancy: "dedicated",
    });
    expect(templateOf(fleetWith({}))).not.toHaveProperty("placement");
  });

  test.each([
    [{ vcpus: 8, memoryMiB: 8192 }, true],
    [{ vcpus: 9, memoryMiB: 8192 }, false],
    [{ vcpus: 8, memoryMiB: 30_720 }, false],
  ])(
    "whose jobs ask for %j: two would share an instance is %s, and then refused unless allowed",
    (job, shares) => {
      if (shares)
        expect(() => fleetWith({ job })).toThrow(
          /two jobs of 8 vCPUs and 8192 MiB would run on one c7g\.4xlarge/,
        );
      else expect(() => fleetWith({ job })).not.toThrow();
      expect(() => fleetWith({ job, shareInstances: true })).not.toThrow();
    },
  );

  test("has a copy of the snapshot with input data, encrypted, where jobs look for it", () => {
    const template = templateOf(fleetWith({ inputSnapshot: "snap-0123456789abcdef0" }));
    const [, volume] = template["block_device_mappings"] as Attributes[];
    expect(volume).toMatchObject({ device_name: "/dev/sdf" });
    expect(block(volume?.["ebs"])).toMatchObject({
      snapshot_id: "snap-0123456789abcdef0",
      encrypted: "true",
    });
    const userData = Buffer.from(String(template["user_data"]), "base64").toString();
    expect(userData).toMatch(/mount -o noatime \/dev\/disk\/by-label\/gcbench-input \/scratch\/ExtData\n/);
    expect(userData.endsWith("--==GEOS-CHEM-BENCH==--\n")).toBe(true);
  });

  test.each([
    [{ spot: true, name: "f-spot" }, "hpc7g.16xlarge", /hpc types are not offered as Spot/],
    [{ nodes: 2 }, "c7g.16xlarge", /only the hpc types/],
    [{ nodes: 8 }, "hpc7g.16xlarge", /more than maxInstances/],
    [{ nodes: 2 }, "hpc7g.16xlarge", /has to be one for a fleet with nodes/],
    [{ smt: false }, "hpc7g.16xlarge", /one thread per core/],
  ])("%j of %s is refused", (more, type, message) => {
    expect(() => fleetWith(more, type)).toThrow(message);
  });
});

describe("a fleet whose jobs have several nodes", () => {
  const hpc = { name: "hpc", instanceType: "hpc7g.16xlarge", nodes: 4, subnets: ["us-east-1c"] };
  const all = resourcesOf({
    network: { zones: ["us-east-1a", "us-east-1c"] },
    fleets: [{ name: "graviton", instanceType: "c7g.4xlarge" }, hpc],
  });
  const ofHpc = (type: string) => ofType(all, type).filter(({ path }) => path.includes("/hpc/"));
  const [environment] = ofHpc("aws_batch_compute_environment");
  const [template] = ofHpc("aws_launch_template");
  const [group] = ofHpc("aws_security_group");

  test("places its instances in one cluster group in one zone", () => {
    const [placement] = ofHpc("aws_placement_group");
    expect(placement?.attributes).toMatchObject({ name: "geos-chem-hpc", strategy: "cluster" });
    expect(block(environment?.attributes["compute_resources"])).toMatchObject({
      type: "EC2",
      placement_group: `\${aws_placement_group.${placement?.id}.name}`,
      subnets: [expect.any(String) as string],
    });
  });

  test("joins them by EFA, in a group within which everything passes and into which nothing else does", () => {
    const interfaces = template?.attributes["network_interfaces"] as Attributes[];
    expect(interfaces).toMatchObject([
      { interface_type: "efa", device_index: 0, network_card_index: 0, associate_public_ip_address: "false" },
    ]);
    const groups = block(environment?.attributes["compute_resources"])["security_group_ids"];
    expect(interfaces[0]?.["security_groups"]).toEqual(groups);
    const own = `\${aws_security_group.${group?.id}.id}`;
    expect(groups).toContain(own);
    for (const type of ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"])
      expect(ofHpc(type).map(({ attributes }) => attributes)).toMatchObject([
        { ip_protocol: "-1", security_group_id: own, referenced_security_group_id: own },
      ]);
  });

  test("says nothing of public addresses where an instance has two cards, since EC2 then starts none", () => {
    const two = resourcesOf({
      network: { zones: ["us-east-2b"] },
      region: "us-east-2",
      fleets: [{ name: "hpc", instanceType: "hpc7a.96xlarge", nodes: 2 }],
    });
    const [own] = ofType(two, "aws_launch_template");
    const cards = own?.attributes["network_interfaces"] as Attributes[];
    expect(cards).toMatchObject([
      { interface_type: "efa", network_card_index: 0, device_index: 0 },
      { interface_type: "efa", network_card_index: 1, device_index: 1 },
    ]);
    for (const card of cards) expect(card).not.toHaveProperty("associate_public_ip_address");
  });

  test("runs a container on each, with the device of EFA", () => {
    const definition = ofHpc("aws_batch_job_definition").find(
      ({ attributes }) => attributes["type"] === "multinode",
    );
    expect(definition?.attributes).toMatchObject({ name: "geos-chem-hpc-multinode" });
    expect(definition?.attributes).not.toHaveProperty("container_properties");
    const nodes = JSON.parse(String(definition?.attributes["node_properties"])) as Attributes;
    expect(nodes).toMatchObject({ numNodes: 4, mainNode: 0 });
    const [range] = nodes["nodeRangeProperties"] as Attributes[];
    expect(range).toMatchObject({
      targetNodes: "0:",
      container: {
        privileged: false,
        resourceRequirements: [
          { type: "VCPU", value: "63" },
          { type: "MEMORY", value: expect.any(String) as string },
        ],
        linuxParameters: { devices: [{ hostPath: "/dev/infiniband/uverbs0" }] },
        ulimits: [{ name: "stack" }, { name: "memlock", softLimit: -1, hardLimit: -1 }],
      },
    });
  });

  test("leaves the other fleets as they are", () => {
    const others = ofType(all, "aws_batch_job_definition").filter(({ path }) => path.includes("/graviton/"));
    for (const { attributes } of others) expect(attributes["type"]).toBe("container");
    expect(ofType(all, "aws_placement_group")).toHaveLength(1);
  });
});

test("a digest pins the image whatever the tag", () => {
  const digest = `sha256:${"0".repeat(64)}`;
  const [job] = ofType(resourcesOf({ image: { tag: "1.2.3", digest } }), "aws_batch_job_definition");
  const { image } = JSON.parse(String(job?.attributes["container_properties"])) as { image: string };
  expect(image).toMatch(new RegExp(`/geos-chem@${digest}$`));
});

test("nobody's job is cancelled where nobody wants it", () => {
  const blockedLimits = { misconfigurationMinutes: null, capacityMinutes: null };
  const [queue] = ofType(
    resourcesOf({ fleets: [{ name: "graviton", instanceType: "c7g.4xlarge", blockedLimits }] }),
    "aws_batch_job_queue",
  );
  expect(queue?.attributes["job_state_time_limit_action"] ?? []).toEqual([]);
});

test("the example environment has Graviton, Intel and AMD, each as a fleet of one type", () => {
  const processors = resourcesOf({ fleets: loadEnvironment("processors").fleets });
  const types = ofType(processors, "aws_batch_compute_environment").map(({ attributes }) => {
    const { instance_type: type, max_vcpus: max } = block(attributes["compute_resources"]);
    return [attributes["compute_environment_name"], type, max];
  });
  expect(types).toHaveLength(6);
  expect(types).toEqual(
    expect.arrayContaining([
      ["geos-chem-graviton", ["c7g.4xlarge"], 64],
      ["geos-chem-graviton4", ["c8g.4xlarge"], 64],
      ["geos-chem-x86", ["c7i.4xlarge"], 64],
      ["geos-chem-x86-cores", ["c7i.4xlarge"], 64],
      ["geos-chem-amd", ["c7a.4xlarge"], 64],
      ["geos-chem-graviton-spot", ["c7g.4xlarge"], 256],
    ]),
  );
});

test("the environment that the documentation shows is one", () => {
  const text = readFileSync("docs/batch-best-practices.md", "utf8");
  const [, example = ""] = /```json\n(.*?)```/s.exec(text) ?? [];
  const [queue] = ofType(resourcesOf(JSON.parse(example) as object), "aws_batch_job_queue");
  expect(queue?.attributes["name"]).toBe("geos-chem-graviton4-queue");
});
