import { defaultMaxInstances } from "./defaults.ts";
import { z } from "zod";
import { instanceTypes, knownLike } from "../../contract/instance-types.ts";

/** Usable memory of an instance of 4 GiB, nearly: what is less leaves nothing that a benchmark could run in. */
const smallestUsableMiB = 3_900;

/** Batch allows ten minutes to a day (API reference, JobStateTimeLimitAction). */
const blockedMinutes = z.int().min(10).max(1440).nullable();

const blockedLimits = z
  .strictObject({
    misconfigurationMinutes: blockedMinutes
      .default(10)
      .describe("For a job that no instance of the fleet can hold: waiting does not help it."),
    capacityMinutes: blockedMinutes.default(240).describe("While EC2 has no instance of the type to give."),
  })
  .describe(
    "How long a job that cannot be placed may block the queue before Batch cancels it, 10 to 1440 minutes; null for ever.",
  );

export type BlockedLimits = z.output<typeof blockedLimits>;

export const fleetConfig = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,29}$/, "use a letter, then up to 29 lower-case letters, digits and -")
      .describe(
        "Names the environment, queue and job definition: geos-chem-<name>, …-queue, …-benchmark; of an environment that is not the default after its name.",
      ),
    instanceType: z
      .string()
      .superRefine((name, context) => {
        const type = instanceTypes.get(name);
        if (!type) context.addIssue({ code: "custom", message: `EC2 has no such type. ${knownLike(name)}` });
        else if (type.physicalCores < 2 || type.usableMemoryMiB < smallestUsableMiB) {
          context.addIssue({
            code: "custom",
            message: `${name} has no room for a job beside the host: allowed are types with at least 2 physical cores and 4 GiB`,
          });
        }
      })
      .describe("The one EC2 instance type of the fleet: results from two types would not compare."),
    maxInstances: z
      .int()
      .min(1)
      .max(100)
      .default(defaultMaxInstances)
      .describe("How many instances may run at once. None run while the queue is empty."),
    minInstances: z
      .int()
      .min(0)
      .max(100)
      .default(0)
      .describe(
        "How many instances run even while the queue is empty: for a series of short jobs, whose instances would " +
          "otherwise start cold each time. They cost their price by the hour until it is 0 again.",
      ),
    tenancy: z
      .enum(["default", "dedicated"])
      .default("default")
      .describe(
        "dedicated: on hosts that no other account uses, at a surcharge for each instance and for the region by the hour.",
      ),
    amiId: z
      .string()
      .regex(/^ami-[0-9a-f]{8,17}$/, "is not the id of an image (ami-…)")
      .optional()
      .describe(
        "The machine image of the instances, an ECS-optimised Amazon Linux 2023 of the type's architecture. Default: " +
          "Batch's choice, the latest when the environment is made or its instances are replaced.",
      ),
    shareInstances: z
      .boolean()
      .default(false)
      .describe(
        "Whether two jobs may run on one instance at a time. Off, a job that leaves room for another like it is refused.",
      ),
    inputSnapshot: z
      .string()
      .regex(/^snap-[0-9a-f]{8,17}$/, "is not the id of a snapshot (snap-…)")
      .optional()
      .describe(
        "Snapshot of a volume with input data, of which every instance gets a copy as its ExtData directory. Its file " +
          "system has the label gcbench-input.",
      ),
    nodes: z
      .int()
      .min(2)
      .max(64)
      .optional()
      .describe(
        "Adds a job definition of so many instances, joined by EFA in one placement group: for hpc types, in one subnet.",
      ),
    subnets: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        "Which of the network's: names of its zones, or ids of an existing VPC's subnets. Default: all, which then " +
          "have to offer the type.",
      ),
    priority: z.int().min(0).max(1000).default(1).describe("Of the queue; a higher one is served first."),
    blockedLimits: blockedLimits.prefault({}),
    spot: z
      .boolean()
      .default(false)
      .describe(
        "Spot instances: cheaper, and taken back at two minutes' notice. For throughput, not comparisons.",
      ),
    smt: z
      .boolean()
      .default(true)
      .describe("Whether cores run two threads where the type can; off compares cores with cores."),
    rootGiB: z
      .int()
      .min(30)
      .max(6000)
      .default(50)
      .describe("Part of an instance's volume for the operating system, images and logs, in GiB."),
    scratchGiB: z
      .int()
      .min(0)
      .max(10_000)
      .default(120)
      .describe(
        "Part of it for /scratch, in GiB: a year of meteorology is 30 GB at 4x5 and up to 120 GB at 2x2.5.",
      ),
    job: z
      .strictObject({
        vcpus: z.int().min(1).optional().describe("vCPUs that a job requests; default: all but one."),
        memoryMiB: z
          .int()
          .min(4)
          .optional()
          .describe("Memory that a job requests, in MiB; default: the usable memory less a reserve."),
      })
      .prefault({}),
  })
  // Found with a real plan: between on-demand and Spot the provider replaces an environment, which must then have
  // another name, and everything else about a fleet it updates in place.
  .refine(({ name, spot }) => name.endsWith("-spot") === spot, {
    path: ["name"],
    message:
      'ends in "-spot" for a Spot fleet and for no other: Batch cannot change an environment from one to the other',
  })
  .refine(({ minInstances, maxInstances }) => minInstances <= maxInstances, {
    path: ["minInstances"],
    message: "is more than maxInstances",
  })
  .refine(({ nodes, instanceType }) => nodes === undefined || instanceType.startsWith("hpc"), {
    path: ["nodes"],
    message: "only the hpc types have jobs of several nodes here",
  })
  .refine(({ nodes = 0, maxInstances }) => nodes <= maxInstances, {
    path: ["nodes"],
    message: "are more than maxInstances",
  })
  .refine(({ spot, instanceType }) => !(spot && instanceType.startsWith("hpc")), {
    path: ["spot"],
    message: "the hpc types are not offered as Spot instances",
  })
  .describe("One architecture's compute environment, queue and job definition.");

export type FleetConfig = z.output<typeof fleetConfig>;
