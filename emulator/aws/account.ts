import { sha256 } from "../../contract/sha256.ts";

/** LocalStack's account. */
export const localAccountId = "000000000000";

export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

export const dnsSuffixOf = (region: string): string =>
  region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";

/** `length` hexadecimal digits that are the same on every run for the same resource ("stack.aws_subnet.a"). */
export function stableHex(address: string, length: number): string {
  return sha256(address).slice(0, length);
}
