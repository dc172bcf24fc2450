import { parseNodeRange } from "../../contract/node-range.ts";
import { blocks, isGiven, strings, type Attributes } from "./deployment/attributes.ts";
import type { Deployment, Element } from "./deployment/deployment.ts";
import type { Fault, Guardrail } from "./guardrail.ts";
import { jobNodes, jobPlaces, type JobNodes } from "./jobs/job-containers.ts";
import { templateOf } from "./jobs/launch-template.ts";

/**
 * The nodes of a job start together and reach each other: on-demand instances of one subnet in a cluster placement group,
 * with the network adapter that their containers ask for. Batch takes another environment, and then refuses the job, lets
 * it wait for ever, or runs it over a network many times slower (AWS Batch user guide, "Compute environment
 * considerations for MNP"; EC2 user guide: the hpc types are not sold as Spot).
 */
export const nodesTogether: Guardrail = {
  name: "nodes-together",
  *check(resource, deployment) {
    if (resource.type === "aws_batch_compute_environment") yield* spotFaults(resource);
    if (resource.type !== "aws_batch_job_definition") return;
    const nodes = jobNodes(resource);
    if (nodes) yield* rangeFaults(nodes);
    const asksForAdapter = (jobPlaces(resource) ?? []).some(({ containers }) => containers.some(hasAdapter));
    for (const environment of deployment.around(resource, "aws_batch_compute_environment")) {
      if (nodes) yield* environmentFaults(environment, deployment);
      if (asksForAdapter && !offersAdapter(environment, deployment))
        yield {
          found: "the device of EFA on instances whose launch template has no such interface.",
          allowed: 'network_interfaces with interface_type "efa".',
        };
    }
  },
};

const computeOf = ({ attributes }: Element): Attributes => blocks(attributes["compute_resources"])[0] ?? {};

const isSpot = (compute: Attributes): boolean => /SPOT$/i.test(String(compute["type"]));

function* spotFaults(environment: Element): Iterable<Fault> {
  const compute = computeOf(environment);
  const hpc = strings(compute["instance_type"]).filter((type) => type.startsWith("hpc"));
  if (isSpot(compute) && hpc.length > 0)
    yield { found: `${hpc.join(", ")} as Spot, which EC2 does not offer.`, allowed: 'type "EC2".' };
}

function* environmentFaults(environment: Element, deployment: Deployment): Iterable<Fault> {
  const compute = computeOf(environment);
  if (isSpot(compute))
    yield {
      found: "a job of several nodes on Spot instances.",
      allowed: 'type "EC2": Batch has no others for it.',
    };
  const subnets = strings(compute["subnets"]);
  if (subnets.length !== 1)
    yield {
      found: `a job of several nodes in ${subnets.length > 1 ? `${subnets.length} subnets` : "subnets that are unknown"}.`,
      allowed: "one subnet: a cluster placement group is in one zone.",
    };
  const name = compute["placement_group"];
  const group = deployment
    .ofType("aws_placement_group")
    .find((it) => deployment.find(name) === it || (isGiven(name) && it.attributes["name"] === name));
  if (group?.attributes["strategy"] !== "cluster")
    yield {
      found: `a job of several nodes ${isGiven(name) ? "in a placement group of another kind" : "without a placement group"}.`,
      allowed: 'an aws_placement_group with strategy "cluster".',
    };
}

/** Batch takes ranges that leave nodes out or overlap only to refuse the submission. */
function* rangeFaults({ count, main, ranges }: JobNodes): Iterable<Fault> {
  const allowed = "ranges that name each node, from 0 on, once or by a narrower range.";
  if (count === undefined) {
    yield { found: "a number of nodes that is unknown.", allowed: "numNodes." };
    return;
  }
  const named = new Set<number>();
  for (const text of ranges) {
    const range = parseNodeRange(text, count);
    if (!range) yield { found: `the range ${text} of ${count} nodes.`, allowed };
    else for (let node = range.from; node <= range.to; node += 1) named.add(node);
  }
  if (named.size < count)
    yield { found: `ranges that leave out ${count - named.size} of ${count} nodes.`, allowed };
  if (main === undefined || main >= count)
    yield { found: `the main node ${String(main)} of ${count}.`, allowed: `mainNode 0 to ${count - 1}.` };
}

const hasAdapter = (container: Attributes): boolean =>
  blocks(container["linuxparameters"])
    .flatMap(({ devices }) => blocks(devices))
    .some(({ hostpath }) => String(hostpath).startsWith("/dev/infiniband"));

function offersAdapter(environment: Element, deployment: Deployment): boolean {
  const interfaces = blocks(templateOf(environment, deployment)?.attributes["network_interfaces"]);
  return interfaces.some(({ interface_type: type }) => type === "efa" || type === "efa-only");
}
