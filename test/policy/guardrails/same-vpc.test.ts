import { BatchComputeEnvironment } from "@cdktf/provider-aws/lib/batch-compute-environment/index.js";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint/index.js";
import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { expect, test } from "vitest";
import { sameVpc } from "../../../infra/guardrails/same-vpc.ts";
import { suppress } from "../../../infra/guardrails/suppress.ts";
import { Fn, TerraformStack, type Construct } from "../../../infra/cdk.ts";
import { faultsOf } from "../support/guardrail-stack.ts";

const vpc = (scope: Construct, id: string) => new Vpc(scope, id, { cidrBlock: "10.0.0.0/16" });
const subnet = (scope: Construct, id: string, vpcId: string) => new Subnet(scope, id, { vpcId });
const group = (scope: Construct, id: string, vpcId: string) => new SecurityGroup(scope, id, { vpcId });
const environment = (scope: Construct, subnets: string[], securityGroupIds: string[]) =>
  new BatchComputeEnvironment(scope, "environment", {
    type: "MANAGED",
    computeResources: { type: "EC2", maxVcpus: 16, subnets, securityGroupIds },
  });

test("subnets and groups of one VPC pass, though each access makes a new token", () => {
  const faults = faultsOf(sameVpc, (stack) => {
    const one = vpc(stack, "one");
    environment(
      stack,
      [subnet(stack, "a", one.id).id, subnet(stack, "b", one.id).id],
      [group(stack, "g", one.id).id],
    );
  });
  expect(faults).toEqual([]);
});

test("a group in another VPC is found, with who is where", () => {
  const faults = faultsOf(sameVpc, (stack) => {
    const [one, other] = [vpc(stack, "one"), vpc(stack, "other")];
    environment(stack, [subnet(stack, "a", one.id).id], [group(stack, "g", other.id).id]);
  });
  expect(faults).toEqual([
    "[stack/environment] same-vpc: 2 VPCs: stack: aws_subnet.a in stack: aws_vpc.one; " +
      "stack: aws_security_group.g in stack: aws_vpc.other. Allowed: subnets and security groups of one VPC.",
  ]);
});

test("a VPC of another stack is followed across the stacks", () => {
  const faults = faultsOf(sameVpc, (stack, app) => {
    const network = new TerraformStack(app, "network");
    new AwsProvider(network, "aws", { region: "us-east-1" });
    const [one, other] = [vpc(network, "one"), vpc(network, "other")];
    environment(stack, [subnet(network, "a", one.id).id], [group(stack, "g", other.id).id]);
  });
  expect(faults.join()).toMatch(
    /network: aws_subnet\.a in network: aws_vpc\.one; stack: aws_security_group\.g in network: aws_vpc\.other/,
  );
});

test("a subnet that is looked up by id and VPC is in that VPC", () => {
  const build = (vpcId: string) => (stack: TerraformStack) => {
    const found = new DataAwsSubnet(stack, "found", { vpcId: "vpc-1" });
    environment(stack, [found.id], [group(stack, "g", vpcId).id]);
  };
  expect(faultsOf(sameVpc, build("vpc-1"))).toEqual([]);
  expect(faultsOf(sameVpc, build("vpc-2")).join()).toContain("2 VPCs");
});

test.each([
  ["a literal id", () => "subnet-1", "subnet-1"],
  ["a computed id", (id: string) => Fn.trimspace(id), "${trimspace(aws_subnet.a.id)}"],
])("%s is unknown, not right", (_, idOf, named) => {
  const faults = faultsOf(sameVpc, (stack) => {
    const one = vpc(stack, "one");
    environment(stack, [idOf(subnet(stack, "a", one.id).id)], [group(stack, "g", one.id).id]);
  });
  expect(faults.join()).toContain(`the VPC of ${named} is unknown at synthesis`);
});

test("an item of a known list is known", () => {
  const faults = faultsOf(sameVpc, (stack) => {
    const [one, other] = [vpc(stack, "one"), vpc(stack, "other")];
    const ids = [subnet(stack, "a", one.id).id];
    environment(stack, [Fn.element(ids, 0) as string], [group(stack, "g", other.id).id]);
  });
  expect(faults.join()).toContain("2 VPCs: stack: aws_subnet.a in stack: aws_vpc.one");
});

test("an endpoint's subnets are in its VPC", () => {
  const faults = faultsOf(sameVpc, (stack) => {
    const [one, other] = [vpc(stack, "one"), vpc(stack, "other")];
    const subnetIds = [subnet(stack, "a", other.id).id];
    new VpcEndpoint(stack, "endpoint", {
      vpcId: one.id,
      serviceName: "s",
      vpcEndpointType: "Interface",
      subnetIds,
    });
  });
  expect(faults.join()).toContain(
    "the endpoint in stack: aws_vpc.one; stack: aws_subnet.a in stack: aws_vpc.other",
  );
});

test("a suppression exempts, and has to say why", () => {
  const build = (reason: string) => (stack: TerraformStack) =>
    suppress(environment(stack, ["subnet-1"], []), "same-vpc", reason);
  expect(faultsOf(sameVpc, build("the network team guarantees it"))).toEqual([]);
  expect(() => faultsOf(sameVpc, build("because"))).toThrow(/needs a reason of some words; given: "because"/);
});
