import { z } from "zod";
import { dnsSuffixOf, partitionOf } from "../aws/account.ts";

const filters = z.object({ filter: z.array(z.object({ name: z.string(), values: z.array(z.string()) })) });

/**
 * What a data source says about the local account; `undefined` for what cannot be known without AWS. A machine image
 * that is looked up by its id is the one of that id.
 */
export function dataSource(
  type: string,
  { region, accountId }: { readonly region: string; readonly accountId: string },
  given: unknown,
): Readonly<Record<string, unknown>> | undefined {
  switch (type) {
    case "aws_caller_identity":
      return {
        id: accountId,
        account_id: accountId,
        arn: `arn:${partitionOf(region)}:iam::${accountId}:root`,
        user_id: accountId,
      };
    case "aws_region":
      return { id: region, name: region, region };
    case "aws_partition":
      return { id: partitionOf(region), partition: partitionOf(region), dns_suffix: dnsSuffixOf(region) };
    case "aws_availability_zones":
      return { id: region, names: ["a", "b", "c"].map((zone) => `${region}${zone}`) };
    case "aws_ami": {
      const id = filters.safeParse(given).data?.filter.find(({ name }) => name === "image-id")?.values[0];
      return id === undefined ? undefined : { id };
    }
    default:
      return undefined;
  }
}
