import { describe, expect, test } from "vitest";
import {
  block,
  eachOfType,
  ofType,
  resourcesOf,
  statements,
  synthesisedStacks,
  type Attributes,
  type Resource,
} from "./support/synthesised.ts";

const everywhere = ["0.0.0.0/0", "::/0"];
const existingVpc = {
  network: {
    vpcId: "vpc-0123456789abcdef0",
    subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  },
};
/** The way out that the environment asks for; one's own VPC has its own. */
const environments: readonly (readonly [title: string, environment: object, wayOut: string | undefined])[] = [
  ["own VPC, endpoints", {}, "endpoints"],
  ["own VPC, NAT", { network: { egress: "nat-gateway", zones: 3 } }, "NAT"],
  ["existing VPC", existingVpc, undefined],
];

describe.for(environments)("%s", ([, environment, wayOut]) => {
  const resources = resourcesOf(environment);

  test("nothing from the Internet comes in (CKV_AWS_24, 25, 260, 130)", () => {
    expect(ofType(resources, "aws_subnet").length > 0).toBe(wayOut !== undefined);
    for (const { attributes } of ofType(resources, "aws_vpc_security_group_ingress_rule")) {
      expect(everywhere).not.toContain(attributes["cidr_ipv4"]);
      expect(everywhere).not.toContain(attributes["cidr_ipv6"]);
    }
    for (const { attributes } of ofType(resources, "aws_subnet"))
      expect(attributes["map_public_ip_on_launch"]).toBe(false);
  });

  test("only TLS goes out, and every group and rule says what for (CKV_AWS_382, 23)", () => {
    for (const { attributes } of eachOfType(resources, "aws_vpc_security_group_egress_rule"))
      expect(attributes).toMatchObject({ ip_protocol: "tcp", from_port: 443, to_port: 443 });
    const described = [
      "aws_security_group",
      "aws_vpc_security_group_egress_rule",
      "aws_vpc_security_group_ingress_rule",
    ];
    for (const { attributes } of eachOfType(resources, ...described))
      expect(attributes["description"]).toMatch(/\w+ \w+/);
  });

  test("there is one security group", () => {
    expect(ofType(resources, "aws_security_group")).toHaveLength(1);
  });

  test("there is the one way out that was asked for", () => {
    const found = { endpoints: interfaceEndpoints(resources), NAT: ofType(resources, "aws_nat_gateway") };
    const ways = Object.entries(found).filter(([, of]) => of.length > 0);
    expect(ways.map(([name]) => name)).toEqual(wayOut === undefined ? [] : [wayOut]);
  });
});

describe("own VPC", () => {
  const resources = resourcesOf();

  test("has flow logs and a closed default group (CKV2_AWS_11, CKV2_AWS_12)", () => {
    expect(ofType(resources, "aws_flow_log")[0]?.attributes).toMatchObject({ traffic_type: "ALL" });
    const [group] = ofType(resources, "aws_default_security_group");
    expect(group?.attributes).not.toHaveProperty("ingress");
    expect(group?.attributes).not.toHaveProperty("egress");
  });

  test("has every endpoint that Batch on EC2 needs, under the services' own names", () => {
    const services = interfaceEndpoints(resources).map(({ attributes }) =>
      String(attributes["service_name"]),
    );
    expect(services.sort((a, b) => a.localeCompare(b))).toEqual(
      ["ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "logs"].map(
        (name) => `com.amazonaws.us-east-1.${name}`,
      ),
    );
    for (const { attributes } of interfaceEndpoints(resources))
      expect(attributes["private_dns_enabled"]).toBe(true);
    expect(ofType(resources, "aws_vpc")[0]?.attributes).toMatchObject({
      enable_dns_hostnames: true,
      enable_dns_support: true,
    });
  });

  test("has one for the topic too where somebody is to be told", () => {
    const all = resourcesOf({ operations: { emails: ["chemistry@example.org"] } });
    expect(interfaceEndpoints(all).map(({ attributes }) => attributes["service_name"])).toContain(
      "com.amazonaws.us-east-1.sns",
    );
    const nat = { network: { egress: "nat-gateway" }, operations: { emails: ["chemistry@example.org"] } };
    expect(interfaceEndpoints(resourcesOf(nat))).toEqual([]);
  });

  test("reaches S3 through the gateway endpoint from every private subnet", () => {
    const gateway = ofType(resources, "aws_vpc_endpoint").find(
      ({ attributes }) => attributes["vpc_endpoint_type"] === "Gateway",
    );
    const tables = gateway?.attributes["route_table_ids"];
    const associated = ofType(resources, "aws_route_table_association").map(({ attributes }) => attributes);
    expect(associated).toHaveLength(2);
    for (const { route_table_id } of associated) expect([route_table_id]).toEqual(tables);
  });
});

describe("the S3 endpoint", () => {
  const policyOf = (environment: object) => {
    const gateway = ofType(resourcesOf(environment), "aws_vpc_endpoint").find(
      ({ attributes }) => attributes["vpc_endpoint_type"] === "Gateway",
    );
    return statements(gateway?.attributes["policy"]);
  };

  test("lets through results, input data and layers of images, and no other bucket", () => {
    const results = "arn:aws:s3:::geos-chem-bench-results-${data.aws_caller_identity.current.account_id}";
    expect(policyOf({}).map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload", "s3:ListBucket"],
        [results, `${results}/*`],
      ],
      [
        ["s3:GetObject", "s3:ListBucket"],
        ["geos-chem", "gcgrid"].flatMap((bucket) => [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`]),
      ],
      [["s3:GetObject"], ["arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*"]],
    ]);
  });

  test("lets closing jobs fill the site where there is one", () => {
    const site = "arn:aws:s3:::geos-chem-bench-site-${data.aws_caller_identity.current.account_id}";
    expect(policyOf({ site: true }).find(({ Sid }) => Sid === "Site")).toMatchObject({
      Action: ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:ListBucket"],
      Resource: [site, `${site}/*`],
    });
  });

  test("names the environment's own buckets and region", () => {
    const policy = policyOf({ region: "eu-central-1", inputBuckets: ["our-data"] });
    expect(policy.flatMap(({ Resource = [] }) => Resource)).toEqual(
      expect.arrayContaining([
        "arn:aws:s3:::our-data/*",
        "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*",
      ]),
    );
    expect(policyOf({ inputBuckets: [] })).toHaveLength(2);
  });
});

describe("zones", () => {
  const dataOf = (environment: object, stack: string) => synthesisedStacks(environment)[stack]?.data ?? {};
  const namesIn = (data: Readonly<Record<string, Readonly<Record<string, Attributes>>>>, type: string) =>
    Object.values(data[type] ?? {}).map(
      ({ service_name, filter }) => service_name ?? block(filter)["values"],
    );

  test("are those that offer every fleet's type and every endpoint, and a subnet stays where it is", () => {
    const data = dataOf({}, "geos-chem-foundation");
    expect(namesIn(data, "aws_ec2_instance_type_offerings")).toEqual([["c7g.4xlarge"], ["c7i.4xlarge"]]);
    expect(namesIn(data, "aws_vpc_endpoint_service")).toHaveLength(6);
    const resources = resourcesOf();
    for (const { attributes } of eachOfType(resources, "aws_subnet")) {
      const [, offers = ""] =
        /element\(sort\(setintersection\((.*)\)\), \d\)/.exec(String(attributes["availability_zone"])) ?? [];
      expect(offers.split(", ")).toHaveLength(1 + 2 + 6);
      expect(attributes["lifecycle"]).toEqual({ ignore_changes: ["availability_zone"] });
    }
    const [vpc] = ofType(resources, "aws_vpc");
    const { condition, error_message } = block(block(vpc?.attributes["lifecycle"])["precondition"]);
    expect(condition).toMatch(/length\(sort\(setintersection\(.*\)\)\) >= 1/);
    expect(error_message).toMatch(/^No zone of us-east-1 offers all of c7g\.4xlarge, c7i\.4xlarge, ecs, /);
  });

  test("need no endpoint where a NAT gateway is the way out, which is in the first of them", () => {
    const nat = { network: { egress: "nat-gateway" } };
    expect(namesIn(dataOf(nat, "geos-chem-foundation"), "aws_vpc_endpoint_service")).toEqual([]);
    const subnets = ofType(resourcesOf(nat), "aws_subnet");
    const gateway = subnets.find(({ path }) => path.includes("/nat/"));
    const first = subnets.find(({ path }) => path.endsWith("/private-0"));
    expect(gateway?.attributes["availability_zone"]).toBe(`\${aws_subnet.${first?.id}.availability_zone}`);
  });

  const named = {
    network: { zones: ["us-east-1a", "us-east-1c"] },
    fleets: [
      { name: "graviton", instanceType: "c7g.4xlarge" },
      { name: "hpc", instanceType: "hpc7g.16xlarge", subnets: ["us-east-1c"] },
    ],
  };

  test("can be named, for all and for a fleet", () => {
    const resources = resourcesOf(named);
    const subnets = ofType(resources, "aws_subnet");
    expect(subnets.map(({ attributes }) => attributes["availability_zone"])).toEqual([
      "us-east-1a",
      "us-east-1c",
    ]);
    const subnetsOf = (fleet: string) => {
      const environment = ofType(resources, "aws_batch_compute_environment").find(({ path }) =>
        path.includes(`/${fleet}/`),
      );
      return block(environment?.attributes["compute_resources"])["subnets"];
    };
    expect(subnetsOf("graviton")).toHaveLength(2);
    expect(subnetsOf("hpc")).toEqual([expect.stringContaining(String(subnets[1]?.id))]);
  });

  test("that do not offer a fleet's type stop the plan, and the message says where it is offered", () => {
    for (const { attributes } of eachOfType(resourcesOf(named), "aws_batch_compute_environment")) {
      const { condition, error_message } = block(block(attributes["lifecycle"])["precondition"]);
      expect(condition).toMatch(
        /length\(setsubtract\(\[.*\], data\.aws_ec2_instance_type_offerings\..*\)\) < 1/,
      );
      expect(error_message).toMatch(/is offered in \$\{join\(", ", data\.aws_ec2_instance_type_offerings/);
    }
  });

  test.each([
    [{ fleets: [{ ...named.fleets[1] }] }, /names a zone, and the network chooses its own/],
    [{ ...named, network: { zones: ["us-east-1a"] } }, /given "us-east-1c"; the network has us-east-1a/],
    [{ network: { zones: ["us-east-1a", "us-east-1a"] } }, /names a zone twice/],
    [{ network: { zones: ["use1-az1"] } }, /is not the name of an availability zone/],
  ])("%j is refused", (environment, message) => {
    expect(() => resourcesOf(environment)).toThrow(message);
  });
});

test("subnets of an existing VPC are looked up together with it", () => {
  const resources = resourcesOf(existingVpc);
  expect(ofType(resources, "aws_vpc", "aws_subnet", "aws_nat_gateway", "aws_vpc_endpoint")).toEqual([]);
});

function interfaceEndpoints(resources: readonly Resource[]): Resource[] {
  return ofType(resources, "aws_vpc_endpoint").filter(
    ({ attributes }) => attributes["vpc_endpoint_type"] === "Interface",
  );
}
