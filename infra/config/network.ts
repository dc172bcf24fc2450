import { z } from "zod";
import { cidrBlock } from "./cidr.ts";

/**
 * How instances in private subnets reach the AWS APIs that they cannot do without (ECS, ECR, CloudWatch Logs), by list
 * prices per month whether jobs run or not: six interface endpoints $44, a NAT gateway with its address $37 plus $0.045
 * per GB. Endpoints are the default because nothing else can then be reached. S3 needs neither: its gateway endpoint is
 * free.
 */
const egress = z.enum(["interface-endpoints", "nat-gateway"]);
export type Egress = z.output<typeof egress>;

const zones = z.union([
  z.int().min(1).max(6),
  z
    .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "is not the name of an availability zone"))
    .min(1)
    .max(6)
    .refine((names) => new Set(names).size === names.length, { message: "names a zone twice" }),
]);
export type Zones = z.output<typeof zones>;

const ownVpc = z
  .strictObject({
    cidr: cidrBlock.default("10.20.0.0/16").describe("Address range of the VPC, /16 to /24."),
    zones: zones
      .default(2)
      .describe(
        "Availability zones, one private subnet in each: how many, of those that offer every fleet's type, or which.",
      ),
    egress: egress.default("interface-endpoints"),
  })
  .describe("A VPC of its own.");

const existingVpc = z
  .strictObject({
    vpcId: z.string().regex(/^vpc-[0-9a-f]{8,17}$/, "is not the id of a VPC (vpc-…)"),
    subnetIds: z
      .array(z.string().regex(/^subnet-[0-9a-f]{8,17}$/, "is not the id of a subnet (subnet-…)"))
      .min(1)
      .refine((ids) => new Set(ids).size === ids.length, { message: "names a subnet twice" })
      .describe("Private subnets of that VPC, with a way to the AWS APIs."),
  })
  .describe("A VPC that is already there.");

// Told apart by `vpcId`, so that a fault is reported against the kind that was meant.
export const networkConfig = z.unknown().transform((value, context) => {
  const schema = typeof value === "object" && value !== null && "vpcId" in value ? existingVpc : ownVpc;
  const parsed = schema.safeParse(value ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) context.issues.push(issue as (typeof context.issues)[number]);
  return z.NEVER;
});
