import { describe, expect, test } from "vitest";
import { eachOfType, ofType, resourcesOf, type Resource } from "./support/synthesised.ts";

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

test("subnets of an existing VPC are looked up together with it", () => {
  const resources = resourcesOf(existingVpc);
  expect(ofType(resources, "aws_vpc", "aws_subnet", "aws_nat_gateway", "aws_vpc_endpoint")).toEqual([]);
});

function interfaceEndpoints(resources: readonly Resource[]): Resource[] {
  return ofType(resources, "aws_vpc_endpoint").filter(
    ({ attributes }) => attributes["vpc_endpoint_type"] === "Interface",
  );
}
