import type { TerraformStack } from "../../../../infra/cdk.ts";
import { dataSource, resource } from "../../support/written.ts";
import type { CorrectUse, Violation } from "./case.ts";

type Given = Readonly<Record<string, unknown>>;

const rule = "no-public-ingress";

const ingress = (given: Given) => (stack: TerraformStack) =>
  resource(stack, "aws_vpc_security_group_ingress_rule", "it", {
    security_group_id: "sg-1",
    ip_protocol: "tcp",
    ...given,
  });
const group = (given: Given) => (stack: TerraformStack) => resource(stack, "aws_security_group", "it", given);
const made =
  (type: string, given: Given = {}) =>
  (stack: TerraformStack) =>
    resource(stack, type, "it", given);

/** Two VPCs with a subnet and a security group each. */
function networks(stack: TerraformStack) {
  const vpc = (name: string) => {
    const id = resource(stack, "aws_vpc", name, { cidr_block: "10.0.0.0/16" })("id");
    return {
      id,
      subnet: resource(stack, "aws_subnet", `${name}-subnet`, { vpc_id: id })("id"),
      group: resource(stack, "aws_security_group", `${name}-group`, { vpc_id: id })("id"),
      routes: resource(stack, "aws_route_table", `${name}-routes`, { vpc_id: id })("id"),
    };
  };
  return { one: vpc("one"), other: vpc("other") };
}

const environment = (stack: TerraformStack, subnets: string[], groups: string[], template: Given = {}) => {
  const launchTemplate = resource(stack, "aws_launch_template", "template", {
    name: "t",
    metadata_options: { http_tokens: "required", http_put_response_hop_limit: 2 },
    block_device_mappings: [{ device_name: "/dev/xvda", ebs: { encrypted: "true" } }],
    ...template,
  });
  return resource(stack, "aws_batch_compute_environment", "it", {
    type: "MANAGED",
    compute_resources: {
      type: "EC2",
      instance_type: ["c7g.4xlarge"],
      subnets,
      security_group_ids: groups,
      launch_template: {
        launch_template_id: launchTemplate("id"),
        version: launchTemplate("latest_version"),
      },
    },
  });
};

export const networkViolations: readonly Violation[] = [
  ["every IPv4 address", rule, ingress({ cidr_ipv4: "0.0.0.0/0" }), "ingress from 0.0.0.0/0."],
  ["every IPv6 address", rule, ingress({ cidr_ipv6: "::/0" }), "ingress from ::/0."],
  ["the lower half of the Internet", rule, ingress({ cidr_ipv4: "0.0.0.0/1" }), "ingress from 0.0.0.0/1."],
  [
    "the upper half",
    rule,
    group({ ingress: [{ cidr_blocks: ["128.0.0.0/1"] }] }),
    "ingress from 128.0.0.0/1.",
  ],
  ["more than a private range", rule, ingress({ cidr_ipv4: "10.0.0.0/7" }), "ingress from 10.0.0.0/7."],
  ["one public address", rule, ingress({ cidr_ipv4: "203.0.113.7/32" }), "ingress from 203.0.113.7/32."],
  ["half of IPv6", rule, ingress({ cidr_ipv6: "2000::/3" }), "ingress from 2000::/3."],
  ["no range at all", rule, ingress({ cidr_ipv4: "everywhere" }), "ingress from everywhere."],
  [
    "a rule in the group",
    rule,
    group({ ingress: [{ cidr_blocks: ["0.0.0.0/0"] }] }),
    "ingress from 0.0.0.0/0.",
  ],
  [
    "one rule in the group, not in a list",
    rule,
    group({ ingress: { ipv6_cidr_blocks: ["::/0"] } }),
    "from ::/0.",
  ],
  [
    "a rule of the default group",
    rule,
    made("aws_default_security_group", { ingress: [{ cidr_blocks: ["0.0.0.0/0"] }] }),
    "ingress from 0.0.0.0/0.",
  ],
  [
    "a rule of the older kind",
    rule,
    made("aws_security_group_rule", { type: "ingress", cidr_blocks: ["0.0.0.0/0"] }),
    "ingress from 0.0.0.0/0.",
  ],
  [
    "a rule of a dynamic block",
    rule,
    group({
      dynamic: { ingress: { for_each: ["0.0.0.0/0"], content: { cidr_blocks: ["${ingress.value}"] } } },
    }),
    "ingress from 0.0.0.0/0.",
  ],
  [
    "a rule of an override",
    rule,
    (stack) => {
      group({})(stack);
      stack.addOverride("resource.aws_security_group.it.ingress", [{ cidr_blocks: ["0.0.0.0/0"] }]);
    },
    "ingress from 0.0.0.0/0.",
  ],
  [
    "one of several items",
    rule,
    (stack) =>
      stack.addOverride("resource.aws_vpc_security_group_ingress_rule.it", {
        for_each: { a: "10.0.0.0/8", b: "0.0.0.0/0" },
        cidr_ipv4: "${each.value}",
      }),
    "ingress from 0.0.0.0/0.",
  ],
  [
    "a range that a variable gives",
    rule,
    (stack) => {
      stack.addOverride("variable.range", { type: "string", default: "10.0.0.0/8" });
      ingress({ cidr_ipv4: "${var.range}" })(stack);
    },
    "unknown at synthesis: ${var.range}.",
  ],
  [
    "rules that a variable gives",
    rule,
    (stack) => {
      stack.addOverride("variable.rules", { type: "any" });
      group({ ingress: "${var.rules}" })(stack);
    },
    "ingress that is unknown at synthesis: ${var.rules}.",
  ],
  [
    "a range that is computed",
    rule,
    ingress({ cidr_ipv4: '${cidrsubnet("0.0.0.0/0", 1, 0)}' }),
    "unknown at synthesis",
  ],
  ["a prefix list by its id", rule, ingress({ prefix_list_id: "pl-1" }), "the prefix list pl-1"],
  [
    "a prefix list of AWS's",
    rule,
    (stack) =>
      ingress({
        prefix_list_id: dataSource(stack, "aws_ec2_managed_prefix_list", "cdn", {
          name: "com.amazonaws.global.cloudfront.origin-facing",
        })("id"),
      })(stack),
    "whose ranges are unknown at synthesis.",
  ],
  [
    "a prefix list with the Internet in it",
    rule,
    (stack) => {
      const list = resource(stack, "aws_ec2_managed_prefix_list", "list", { entry: [{ cidr: "0.0.0.0/1" }] });
      ingress({ prefix_list_id: list("id") })(stack);
    },
    "ingress from 0.0.0.0/1.",
  ],
  [
    "a prefix list with the Internet as an entry",
    rule,
    (stack) => {
      const list = resource(stack, "aws_ec2_managed_prefix_list", "list", {});
      resource(stack, "aws_ec2_managed_prefix_list_entry", "e", {
        prefix_list_id: list("id"),
        cidr: "128.0.0.0/1",
      });
      group({ ingress: [{ prefix_list_ids: [list("id")] }] })(stack);
    },
    "ingress from 128.0.0.0/1.",
  ],
  [
    "a subnet with public addresses",
    rule,
    made("aws_subnet", { map_public_ip_on_launch: "true" }),
    "a subnet that gives",
  ],
  [
    "a default subnet",
    rule,
    made("aws_default_subnet", { availability_zone: "us-east-1a" }),
    "as default ones do.",
  ],
  [
    "a template with public addresses",
    rule,
    made("aws_launch_template", { network_interfaces: { associate_public_ip_address: true } }),
    "a template that gives instances public addresses.",
  ],
  [
    "a public instance",
    rule,
    made("aws_instance", { associate_public_ip_address: true }),
    "instance with a public",
  ],
  [
    "an instance in some subnet",
    rule,
    made("aws_instance", { subnet_id: "subnet-1" }),
    "whether it gets a public",
  ],
  [
    "an address for an instance",
    rule,
    made("aws_eip", { instance: "i-1" }),
    "a public address for an instance.",
  ],
  ["a public load balancer", rule, made("aws_lb", { internal: false }), "aws_lb that serves the Internet."],
  ["a load balancer by default", rule, made("aws_lb"), "aws_lb that serves the Internet."],
  ["a classic load balancer by default", rule, made("aws_elb"), "aws_elb that serves the Internet."],
  [
    "a public database",
    rule,
    made("aws_db_instance", { publicly_accessible: true }),
    "db instance with a public",
  ],
  [
    "a public function",
    rule,
    made("aws_lambda_function_url", { authorization_type: "NONE" }),
    "serves the Internet.",
  ],
  [
    "a public task",
    rule,
    made("aws_ecs_service", { network_configuration: { assign_public_ip: true } }),
    "ecs service with a public address.",
  ],
  [
    "a public job",
    rule,
    made("aws_batch_job_definition", {
      container_properties: JSON.stringify({ networkConfiguration: { assignPublicIp: "ENABLED" } }),
    }),
    "a job with a public address.",
  ],
  [
    "a group in another VPC",
    "same-vpc",
    (stack) => {
      const { one, other } = networks(stack);
      environment(stack, [one.subnet], [other.group]);
    },
    "2 VPCs: stack: aws_subnet.one-subnet in stack: aws_vpc.one",
  ],
  [
    "a group in another VPC, in the launch template only",
    "same-vpc",
    (stack) => {
      const { one, other } = networks(stack);
      environment(stack, [one.subnet], [one.group], { vpc_security_group_ids: [other.group] });
    },
    "stack: aws_security_group.other-group in stack: aws_vpc.other",
  ],
  [
    "a group in another VPC, in an interface of the launch template",
    "same-vpc",
    (stack) => {
      const { one, other } = networks(stack);
      environment(stack, [one.subnet], [], { network_interfaces: [{ security_groups: [other.group] }] });
    },
    "2 VPCs",
  ],
  [
    "a group that is only named, in the launch template",
    "same-vpc",
    (stack) => {
      const { one } = networks(stack);
      environment(stack, [one.subnet], [one.group], { vpc_security_group_ids: ["sg-1"] });
    },
    "the VPC of sg-1 is unknown at synthesis",
  ],
  [
    "an endpoint in another VPC",
    "same-vpc",
    (stack) => {
      const { one, other } = networks(stack);
      resource(stack, "aws_vpc_endpoint", "it", { vpc_id: one.id, subnet_ids: [other.subnet] });
    },
    "the endpoint in stack: aws_vpc.one; stack: aws_subnet.other-subnet in stack: aws_vpc.other",
  ],
  [
    "routes of another VPC",
    "same-vpc",
    (stack) => {
      const { one, other } = networks(stack);
      resource(stack, "aws_route_table_association", "it", {
        subnet_id: one.subnet,
        route_table_id: other.routes,
      });
    },
    "2 VPCs",
  ],
  [
    "a file system in another VPC",
    "same-vpc",
    (stack) => {
      const { one, other } = networks(stack);
      resource(stack, "aws_efs_mount_target", "it", {
        subnet_id: one.subnet,
        security_groups: [other.group],
      });
    },
    "2 VPCs",
  ],
];

export const networkCorrectUses: readonly CorrectUse[] = [
  ["a private range", ingress({ cidr_ipv4: "10.20.0.0/16" })],
  ["a private range of IPv6", ingress({ cidr_ipv6: "fd00::/8" })],
  ["members of a group", ingress({ referenced_security_group_id: "sg-2" })],
  ["members of the group itself", group({ ingress: [{ self: true, cidr_blocks: [] }] })],
  [
    "the range of the VPC",
    (stack) =>
      ingress({ cidr_ipv4: resource(stack, "aws_vpc", "v", { cidr_block: "10.0.0.0/16" })("cidr_block") })(
        stack,
      ),
  ],
  [
    "the range of a VPC that is there",
    (stack) =>
      ingress({ cidr_ipv4: dataSource(stack, "aws_vpc", "v", { id: "vpc-1" })("cidr_block") })(stack),
  ],
  ["everywhere, outwards", made("aws_security_group_rule", { type: "egress", cidr_blocks: ["0.0.0.0/0"] })],
  [
    "a prefix list of private ranges",
    (stack) =>
      ingress({
        prefix_list_id: resource(stack, "aws_ec2_managed_prefix_list", "l", {
          entry: [{ cidr: "10.0.0.0/8" }],
        })("id"),
      })(stack),
  ],
  [
    "private rules of a dynamic block",
    group({
      dynamic: { ingress: { for_each: ["10.0.0.0/8"], content: { cidr_blocks: ["${ingress.value}"] } } },
    }),
  ],
  ["an internal load balancer", made("aws_lb", { internal: true })],
  ["an address of a NAT gateway", made("aws_eip", { domain: "vpc" })],
  [
    "an environment in one VPC",
    (stack) => {
      const { one } = networks(stack);
      environment(stack, [one.subnet], [one.group], { vpc_security_group_ids: [one.group] });
    },
  ],
  [
    "subnets that are looked up by their VPC, and a group in it",
    (stack) => {
      const subnet = dataSource(stack, "aws_subnet", "s", { id: "subnet-1", vpc_id: "vpc-1" });
      const own = resource(stack, "aws_security_group", "g", { vpc_id: "vpc-1" });
      environment(stack, [subnet("id")], [own("id")]);
    },
  ],
  [
    "a list of subnets that is looked up by its VPC",
    (stack) => {
      dataSource(stack, "aws_subnets", "s", { filter: [{ name: "vpc-id", values: ["vpc-1"] }] });
      const own = resource(stack, "aws_security_group", "g", { vpc_id: "vpc-1" });
      environment(stack, ["${element(data.aws_subnets.s.ids, 0)}"], [own("id")]);
    },
  ],
];
