import type { TerraformStack } from "../../../../infra/cdk.ts";
import { resource } from "../../support/written.ts";
import type { CorrectUse, Violation } from "./case.ts";
import {
  container,
  containerJob,
  fleet,
  nodes,
  requests,
  type FleetParts,
  type Given,
} from "./fleet-parts.ts";

const rule = "nodes-together";
const types = ["hpc7g.16xlarge"];
const whole = { resourceRequirements: requests(63, 100_000) };
const adapter = { linuxParameters: { devices: [{ hostPath: "/dev/infiniband/uverbs0" }] } };
const efa = { network_interfaces: [{ interface_type: "efa", associate_public_ip_address: false }] };

const layout = (numNodes: unknown, targets: readonly string[] = ["0:"], more: Given = {}) => ({
  numNodes,
  mainNode: 0,
  nodeRangeProperties: targets.map((targetNodes) => ({ targetNodes, container: container(whole) })),
  ...more,
});
const layoutOf = (given: Given) =>
  layout(2, [], {
    nodeRangeProperties: [{ targetNodes: "0:", container: container({ ...whole, ...given }) }],
  });

/** Nodes in a placement group of the stack. */
const placed =
  (given: Given, { compute, ...parts }: FleetParts = {}, strategy = "cluster") =>
  (stack: TerraformStack) => {
    const group = resource(stack, "aws_placement_group", "group", { name: "group", strategy });
    nodes(given, { types, compute: { placement_group: group("name"), ...compute }, ...parts })(stack);
  };

export const nodeViolations: readonly Violation[] = [
  [
    "nodes on Spot instances",
    rule,
    placed(layout(2), { types: ["c7g.16xlarge"], compute: { type: "SPOT" } }),
    "a job of several nodes on Spot instances.",
  ],
  [
    "an hpc type as Spot",
    rule,
    (stack) => fleet(stack, "fleet", { types, compute: { type: "SPOT" } }),
    "hpc7g.16xlarge as Spot, which EC2 does not offer.",
  ],
  ["nodes in two zones", rule, placed(layout(2), { subnets: 2 }), "a job of several nodes in 2 subnets."],
  ["nodes wherever there is room", rule, nodes(layout(2), { types }), "nodes without a placement group."],
  [
    "nodes that are kept apart",
    rule,
    placed(layout(2), {}, "spread"),
    "nodes in a placement group of another kind.",
  ],
  [
    "nodes in a group that is only named",
    rule,
    nodes(layout(2), { types, compute: { placement_group: "theirs" } }),
    "nodes in a placement group of another kind.",
  ],
  [
    "the adapter's device without the adapter",
    rule,
    containerJob({ ...whole, ...adapter }, { types }),
    "the device of EFA on instances whose launch template has no such interface.",
  ],
  ["nodes that no range names", rule, placed(layout(4, ["0:1"])), "ranges that leave out 2 of 4 nodes."],
  [
    "a range of more nodes than there are",
    rule,
    placed(layout(2, ["0:1", "2:"])),
    "the range 2: of 2 nodes.",
  ],
  ["a range that is none", rule, placed(layout(2, ["all"])), "the range all of 2 nodes."],
  ["a main node that is none", rule, placed(layout(2, ["0:"], { mainNode: 2 })), "the main node 2 of 2."],
  [
    "a number of nodes that a variable gives",
    rule,
    (stack) => {
      stack.addOverride("variable.nodes", { type: "number" });
      placed(layout("${var.nodes}"))(stack);
    },
    "a number of nodes that is unknown.",
  ],
  [
    "more nodes than the environment may have",
    "job-fits-instance",
    placed(layout(8)),
    "a job of 8 nodes with 63 vCPUs each; the environment has at most 256.",
  ],
  [
    "nodes with public addresses",
    "no-public-ingress",
    placed(layoutOf({ networkConfiguration: { assignPublicIp: "ENABLED" } })),
    "a job with a public address.",
  ],
];

export const nodeCorrectUses: readonly CorrectUse[] = [
  ["nodes in one cluster group", placed(layout(4))],
  ["nodes in two ranges", placed(layout(4, ["0:0", "1:3"]))],
  ["a wide range with a narrower one in it", placed(layout(4, ["0:3", ":0"]))],
  ["nodes that name the type", placed(layoutOf({ instanceType: "hpc7g.16xlarge" }))],
  ["a job with the network adapter", containerJob({ ...whole, ...adapter }, { types, template: efa })],
];
