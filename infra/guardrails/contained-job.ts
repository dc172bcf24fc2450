import { posix } from "node:path";
import { blocks, isGiven, isTrue, type Attributes } from "./deployment/attributes.ts";
import { isUnknown } from "./deployment/unknown.ts";
import type { Fault, Guardrail } from "./guardrail.ts";
import { jobPlaces } from "./jobs/job-containers.ts";

/** Where an instance keeps what jobs share; everything else of its file system is its own. */
const sharedRoots = ["/scratch", "/mnt", "/fsx"];

/** The one kind of device that jobs need: the network adapter of multi-node jobs (EFA). */
const networkDevices = "/dev/infiniband";

/** A job gets at its container, and of the instance at the directories and devices that are meant for jobs. */
export const containedJob: Guardrail = {
  name: "contained-job",
  *check(resource) {
    if (resource.type !== "aws_batch_job_definition") return;
    for (const { containers, volumes } of jobPlaces(resource) ?? []) {
      for (const container of containers) yield* containerFaults(container);
      for (const volume of volumes) yield* volumeFaults(volume);
    }
  },
};

function* containerFaults(container: Attributes): Iterable<Fault> {
  const { privileged } = container;
  if (isTrue(privileged) || isUnknown(privileged))
    yield { found: "a privileged container.", allowed: "privileged false." };
  for (const parameters of blocks(container["linuxparameters"])) {
    for (const { hostpath } of blocks(parameters["devices"]))
      if (!isBelow(hostpath, [networkDevices]))
        yield { found: `the device ${String(hostpath)} of the instance.`, allowed: `${networkDevices}.` };
  }
}

function* volumeFaults({ host }: Attributes): Iterable<Fault> {
  for (const { sourcepath } of blocks(host))
    // Without a path Docker makes an empty directory.
    if (isGiven(sourcepath) && !isBelow(sourcepath, sharedRoots))
      yield {
        found: `the directory ${String(sourcepath)} of the instance.`,
        allowed: `directories below ${sharedRoots.join(", ")}.`,
      };
}

function isBelow(path: unknown, roots: readonly string[]): boolean {
  if (typeof path !== "string" || isUnknown(path)) return false;
  const normal = posix.normalize(path);
  return roots.some((root) => normal === root || normal.startsWith(`${root}/`));
}
