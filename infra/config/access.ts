import { z } from "zod";

export const ciConfig = z
  .strictObject({
    githubRepository: z
      .string()
      .regex(/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/, "is not owner/name")
      .describe("Repository whose workflows may push images."),
    branch: z.string().min(1).default("main").describe("The one branch whose workflows may."),
    createProvider: z
      .boolean()
      .default(true)
      .describe("Whether to register GitHub as an identity provider; an account can do so once."),
  })
  .describe("A role for the workflows of a GitHub repository, without stored credentials.");

export type CiConfig = z.output<typeof ciConfig>;

export const stateConfig = z
  .strictObject({
    bucket: z
      .string()
      .min(3)
      .describe("Existing bucket, versioned and private, that keeps Terraform's state."),
    region: z.string().optional().describe("Region of the bucket; default: that of the environment."),
    prefix: z.string().default("geos-chem").describe("Where in the bucket."),
    kmsKeyId: z.string().optional().describe("Key that encrypts the state; default: that of the bucket."),
  })
  .describe(
    "Terraform's state in S3, locked by a file beside it (Terraform 1.11 or OpenTofu 1.10). Local otherwise.",
  );

export type StateConfig = z.output<typeof stateConfig>;
