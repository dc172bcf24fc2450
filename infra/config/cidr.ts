import { z } from "zod";

/** An IPv4 block of the size a VPC may have here: large enough for six subnets of 16 addresses. */
export const cidrBlock = z
  .cidrv4("must be an IPv4 block such as 10.20.0.0/16")
  .refine((block) => prefixLength(block) >= 16 && prefixLength(block) <= 24, {
    message: "must be /16 to /24 (AWS allows /16 to /28; the subnets are 16 times smaller)",
  })
  .refine((block) => address(block) % 2 ** (32 - prefixLength(block)) === 0, {
    message: "has bits set outside its prefix",
  });

/** The `index`-th subnet of a block, with a prefix `newBits` longer (Terraform's cidrsubnet, at synthesis). */
export function subnetBlock(block: string, newBits: number, index: number): string {
  const length = prefixLength(block) + newBits;
  const start = address(block) + index * 2 ** (32 - length);
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
  return `${octets.join(".")}/${length}`;
}

function prefixLength(block: string): number {
  return Number(block.split("/")[1]);
}

function address(block: string): number {
  const octets = (block.split("/")[0] ?? "").split(".").map(Number);
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}
