import { dnsSuffixOf, localAccountId, partitionOf } from "../aws/account.ts";

/** What a data source says about the local account; `undefined` for what cannot be known without AWS. */
export function dataSource(type: string, region: string): Readonly<Record<string, unknown>> | undefined {
  switch (type) {
    case "aws_caller_identity":
      return {
        id: localAccountId,
        account_id: localAccountId,
        arn: `arn:${partitionOf(region)}:iam::${localAccountId}:root`,
        user_id: localAccountId,
      };
    case "aws_region":
      return { id: region, name: region, region };
    case "aws_partition":
      return { id: partitionOf(region), partition: partitionOf(region), dns_suffix: dnsSuffixOf(region) };
    case "aws_availability_zones":
      return { id: region, names: ["a", "b", "c"].map((zone) => `${region}${zone}`) };
    default:
      return undefined;
  }
}
