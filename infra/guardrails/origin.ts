import { z } from "zod";
import { Token, TerraformStack, Tokenization } from "../cdk.ts";

/** Where a value comes from: written as it is, an attribute of an element of some stack, or not to be known here. */
export type Origin =
  | { readonly kind: "literal"; readonly value: string }
  | {
      readonly kind: "attribute";
      readonly stack: TerraformStack;
      readonly address: string;
      readonly attribute: string;
    }
  | { readonly kind: "unknown" };

/** The token of CDKTF's for `aws_vpc.network.id`. Its class is not exported; its fields are what a reference is. */
const reference = z.object({
  identifier: z.string().regex(/^(data\.)?[a-z0-9_]+\.[A-Za-z0-9_-]+\.[a-z0-9_]+$/),
  originStack: z.custom<TerraformStack>((stack) => TerraformStack.isStack(stack)),
});

/**
 * Where a value comes from. Each access of an attribute makes a new token, so two tokens of the same attribute never
 * compare equal: they have to be traced to what they refer to. That also works across stacks.
 */
export function originOf(value: string): Origin {
  if (!Token.isUnresolved(value)) return { kind: "literal", value };
  const fragments = Tokenization.reverseString(value);
  const traced = reference.safeParse(fragments.length === 1 ? fragments.firstToken : undefined);
  if (!traced.success) return { kind: "unknown" };
  const { identifier, originStack } = traced.data;
  const dot = identifier.lastIndexOf(".");
  return {
    kind: "attribute",
    stack: originStack,
    address: identifier.slice(0, dot),
    attribute: identifier.slice(dot + 1),
  };
}

/** An origin as text: equal for equal origins, and readable in messages. */
export function describeOrigin(origin: Origin): string | undefined {
  if (origin.kind === "unknown") return undefined;
  return origin.kind === "literal" ? origin.value : `${origin.stack.node.id}: ${origin.address}`;
}
