import { defaultTimeoutHours, leastRetentionDays } from "./defaults.ts";
import { z } from "zod";
import { architecture } from "../../contract/architecture.ts";
import { isEnvironmentName } from "../../contract/names.ts";
import { ciConfig, stateConfig } from "./access.ts";
import { catalogueConfig } from "./catalogue.ts";
import { fleetConfig } from "./fleet.ts";
import { imageDigest } from "./image-record.ts";
import { networkConfig } from "./network.ts";
import { operationsConfig } from "./operations.ts";

const imageConfig = z
  .strictObject({
    tag: z
      .string()
      .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, "is not an image tag")
      .optional()
      .describe(
        "Tag in the registry; tags are immutable there. Default: what was pushed last (gcbench image push).",
      ),
    digest: imageDigest.optional().describe("Digest of the manifest list; pins the image whatever its tag."),
    architectures: z
      .array(architecture)
      .min(1)
      .default(["arm64", "x86_64"])
      .describe("Architectures that the pushed image has."),
  })
  .describe("The image that jobs run, in the registry that this environment creates.");

/** With the longest names, so many fit the 2,048 characters of an event pattern (EventBridge user guide, "Quotas"). */
const mostFleets = 15;

/** What of tags every service takes (IAM and AWS Batch API references, Tag); some take more, and one refusal ends an apply. */
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const tagMessage =
  "has other characters than letters, digits, spaces and _ . : / = + - @, which not every service takes";

/** What names of resources can carry. */
export const environmentName = z.string().refine(isEnvironmentName, {
  message:
    "is not a name of an environment: a letter, then up to 19 lower-case letters, digits and -, without geos-chem in it, " +
    "and not beginning with aws, amzn, xn- or sthree",
});

/** One environment: everything that may differ between two deployments. `{}` is a complete one. */
export const environmentConfig = z
  .strictObject({
    $schema: z.string().optional(),
    name: environmentName
      .optional()
      .describe(
        "Name of the environment. The names of its resources begin with it, those of `default` with the project's alone. " +
          "Default: that of the file.",
      ),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "is not an AWS region")
      .default("us-east-1")
      .describe(
        "The S3 gateway endpoint reaches buckets of this region only: input data elsewhere needs a NAT gateway.",
      ),
    network: networkConfig.default({ cidr: "10.20.0.0/16", zones: 2, egress: "interface-endpoints" }),
    image: imageConfig.prefault({}),
    fleets: z
      .array(fleetConfig)
      .min(1)
      .max(mostFleets, {
        message: `has more than ${mostFleets} fleets, whose queues no rule of EventBridge's can follow: give others an environment of their own`,
      })
      .refine((fleets) => new Set(fleets.map(({ name }) => name)).size === fleets.length, {
        message: "two fleets have the same name",
      })
      .prefault([
        { name: "graviton", instanceType: "c7g.4xlarge" },
        { name: "x86", instanceType: "c7i.4xlarge" },
      ]),
    inputBuckets: z
      .array(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "is not the name of a bucket"))
      .default(["geos-chem", "gcgrid"])
      .describe(
        "Buckets of others that jobs may read: by default those with the public GEOS-Chem input data.",
      ),
    jobTimeoutHours: z
      .number()
      .min(0.1)
      .max(168)
      .default(defaultTimeoutHours)
      .describe("An attempt that runs longer is terminated; the clock starts anew with each attempt."),
    logRetentionDays: z
      .union(
        [leastRetentionDays, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653].map((days) =>
          z.literal(days),
        ),
      )
      .default(leastRetentionDays)
      .describe("How long job logs are kept; one of the periods that CloudWatch Logs knows, from a year on."),
    operations: operationsConfig.prefault({}),
    ci: ciConfig.optional(),
    catalogue: catalogueConfig.optional(),
    site: z
      .boolean()
      .default(false)
      .describe("Whether to publish the report: a bucket behind CloudFront, readable by everyone."),
    state: stateConfig.optional(),
    protectResults: z
      .boolean()
      .default(true)
      .describe("Whether Terraform refuses to destroy the bucket with the results."),
    tags: z
      .record(
        z
          .string()
          .min(1)
          .max(128)
          .regex(tagText, tagMessage)
          .regex(/^(?!aws:)/i, "starts with aws:, which AWS keeps for itself")
          .refine((key) => key.toLowerCase() !== "project", {
            message: "is the tag that budget and cost reports go by, and is set already",
          }),
        z.string().max(256).regex(tagText, tagMessage),
      )
      .default({})
      .describe("Tags of everything, instances and their volumes included."),
  })
  .superRefine(({ network, fleets }, context) => {
    const names = subnetNames(network);
    const count = "vpcId" in network ? network.subnetIds.length : names.length || network.zones;
    for (const [index, { nodes, subnets }] of fleets.entries())
      if (nodes !== undefined && (subnets?.length ?? count) !== 1)
        context.addIssue({
          code: "custom",
          path: ["fleets", index, "subnets"],
          message: "has to be one for a fleet with nodes: a cluster placement group is in one zone",
        });
    for (const [index, { subnets = [] }] of fleets.entries())
      for (const subnet of subnets.filter((name) => !names.includes(name)))
        context.addIssue({
          code: "custom",
          path: ["fleets", index, "subnets"],
          message:
            names.length > 0
              ? `given "${subnet}"; the network has ${names.join(", ")}`
              : "names a zone, and the network chooses its own: name them in network.zones",
        });
  });

/** What fleets can call the subnets of a network. */
function subnetNames(network: z.output<typeof networkConfig>): readonly string[] {
  if ("vpcId" in network) return network.subnetIds;
  return typeof network.zones === "number" ? [] : network.zones;
}

type Parsed = z.output<typeof environmentConfig>;

/** An environment with its defaults, its name, and its file's, by which its state is kept. */
export type EnvironmentConfig = Omit<Parsed, "image" | "name"> & {
  readonly name: string;
  readonly image: Parsed["image"] & { readonly tag: string };
  readonly environment: string;
};
