import { roomOf, type CpuOptions } from "../../contract/cpu-options.ts";
import { memoryBasis, memoryVerdict } from "../../contract/ec2/usable-memory.ts";
import { instanceTypesOf } from "../../contract/instance-types.ts";
import { fits, shortages } from "../../contract/job-fit.ts";
import { blocks, strings } from "./deployment/attributes.ts";
import type { Deployment, Element } from "./deployment/deployment.ts";
import type { Fault, Guardrail } from "./guardrail.ts";
import { jobNodes, jobPlaces, type JobPlace } from "./jobs/job-containers.ts";
import { placeRequest, type PlaceRequest } from "./jobs/job-request.ts";
import { templateOf } from "./jobs/launch-template.ts";

/**
 * A fleet's job fits its instance. AWS accepts a larger one, which then stays RUNNABLE for ever
 * (MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT) and blocks the queue behind it: 16 vCPU and 32 GiB never place on a
 * c7g.4xlarge, whose kernel and ECS agent take their part of the 32 GiB first. Every job definition is judged, by the
 * environments of the construct that it is in.
 */
export const jobFitsInstance: Guardrail = {
  name: "job-fits-instance",
  *check(resource, deployment) {
    if (resource.type !== "aws_batch_job_definition") return;
    const environments = deployment.around(resource, "aws_batch_compute_environment");
    if (environments.length === 0) {
      yield { found: "a job whose instance is unknown.", allowed: "job definitions within a fleet." };
      return;
    }
    const places = jobPlaces(resource);
    if (!places || places.length === 0) {
      yield {
        found: "a job whose containers are unknown.",
        allowed:
          "container_properties, ecs_properties or node_properties, as JSON that is known at synthesis.",
      };
      return;
    }
    for (const environment of environments) {
      for (const place of places) yield* placeFaults(place, environment, deployment);
      yield* environmentFaults(resource, places, environment);
    }
  },
};

/** Whether the environment as a whole can ever have what the job takes. */
function* environmentFaults(
  job: Element,
  places: readonly JobPlace[],
  environment: Element,
): Iterable<Fault> {
  const [resources = {}] = blocks(environment.attributes["compute_resources"]);
  const isFargate = /^FARGATE/i.test(String(resources["type"]));
  const capabilities = strings(job.attributes["platform_capabilities"]);
  if (isFargate !== capabilities.includes("FARGATE"))
    yield {
      found: `a job for ${capabilities.join(", ") || "EC2"} in an environment of ${String(resources["type"])}.`,
      allowed: `platform_capabilities ${isFargate ? "FARGATE" : "EC2"}.`,
    };
  const most = Number(resources["max_vcpus"]);
  const nodes = jobNodes(job)?.count ?? 1;
  const largest = Math.max(...places.map((place) => placeRequest(place).vcpus ?? 0));
  if (!Number.isInteger(most) || most < nodes * largest)
    yield {
      found: `a job of ${nodes > 1 ? `${nodes} nodes with ${largest} vCPUs each` : `${largest} vCPUs`}; the environment has at most ${String(resources["max_vcpus"])}.`,
      allowed: `max_vcpus of ${nodes * largest} or more.`,
    };
}

function* placeFaults(place: JobPlace, environment: Element, deployment: Deployment): Iterable<Fault> {
  const request = placeRequest(place);
  for (const kind of request.repeated)
    yield { found: `a job that requests ${kind} twice.`, allowed: "one amount of each resource." };
  const [resources] = blocks(environment.attributes["compute_resources"]);
  const [cpu] = blocks(templateOf(environment, deployment)?.attributes["cpu_options"]);
  const cpuOptions = cpu && {
    coreCount: Number(cpu["core_count"]),
    threadsPerCore: Number(cpu["threads_per_core"]),
  };
  const offered = strings(resources?.["instance_type"]);
  if (offered.length === 0) yield* compare("the environment", cpuOptions, request);
  for (const wanted of place.instanceTypes)
    if (!offered.includes(wanted))
      yield {
        found: `nodes of ${wanted}; the environment has ${offered.join(", ")}.`,
        allowed: "its types.",
      };
  for (const name of offered) yield* compare(name, cpuOptions, request);
}

/** What becomes of a job that requests more memory than is certain. */
const placed = {
  certain: "is placed",
  likely: "is likely placed, which nobody has seen",
  never: "is never placed",
} as const;

/** `name` is a type, or a family, of which Batch takes a size that the job fits. */
function* compare(
  name: string,
  cpuOptions: CpuOptions | undefined,
  { vcpus, memoryMiB, gpus }: PlaceRequest,
): Iterable<Fault> {
  const types = instanceTypesOf(name);
  const largest = types.toSorted((a, b) => a.vcpus - b.vcpus || a.memoryMiB - b.memoryMiB).at(-1);
  if (!largest || vcpus === undefined || memoryMiB === undefined) {
    const what = largest ? "what the job requests" : `what ${name} offers`;
    yield { found: `${what} is unknown.`, allowed: "VCPU and MEMORY requests, and a known instance type." };
    return;
  }
  const job = { vcpus, memoryMiB, gpus };
  if (types.some((type) => fits(job, roomOf(type, cpuOptions)))) return;
  for (const { resource, requested, available } of shortages(job, roomOf(largest, cpuOptions))) {
    if (resource === "memoryMiB") {
      yield {
        found: `the job requests ${requested} MiB; ${largest.name} has ${largest.memoryMiB}, of which a job can use ${available} (${memoryBasis(largest.name)}): it ${placed[memoryVerdict(largest, requested)]}.`,
        allowed: `up to ${available} MiB.`,
      };
    } else {
      const unit = resource === "gpus" ? "GPUs" : "vCPUs";
      yield {
        found: `the job requests ${requested} ${unit}, ${largest.name} has ${available}.`,
        allowed: available === 0 ? "none." : `1 to ${available}.`,
      };
    }
  }
}
