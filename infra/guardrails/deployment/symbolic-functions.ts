import { hclFunctions, type HclFunctions } from "../../../contract/terraform/hcl-functions.ts";
import { Unresolvable } from "../../../contract/terraform/hcl.ts";
import { isUnknown } from "./unknown.ts";

/** They take an unknown value as it is: into a text of JSON, or as one item more. */
const transparent = new Set(["jsonencode", "concat", "tostring"]);

/** They only give a list another type. */
const conversions = new Set(["tolist", "toset"]);

/**
 * Terraform's functions over values of which some are unknown. What they make of an unknown one is unknown; an item of
 * an unknown list still says which list it is of.
 */
export const symbolicFunctions: HclFunctions = Object.fromEntries(
  Object.entries(hclFunctions).map(([name, call]) => [
    name,
    (...given: unknown[]) => {
      const [first] = given;
      if (isUnknown(first) && conversions.has(name)) return first;
      if (isUnknown(first) && name === "element") return first.replace(/⟧$/, `[${String(given[1])}]⟧`);
      if (given.some(isUnknown) && !transparent.has(name))
        throw new Unresolvable(`${name} of what is not known`);
      return call(...given);
    },
  ]),
);
