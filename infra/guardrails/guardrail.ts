import { Annotations, Aspects, type IConstruct, type TerraformStack } from "../cdk.ts";
import type { GuardrailName } from "./guardrail-name.ts";
import { isSuppressed } from "./suppress.ts";

/** A fault: what was found, and what is allowed instead. */
export interface Fault {
  readonly found: string;
  readonly allowed: string;
}

/** A rule over the finished tree of constructs. It looks at one construct at a time, and beyond where it must. */
export interface Guardrail {
  readonly name: GuardrailName;
  check(node: IConstruct): Iterable<Fault>;
}

/**
 * Makes the synthesis of a stack fail where a guardrail finds a fault. CDKTF visits with the aspects of a stack only.
 */
export function enforce(stack: TerraformStack, guardrails: readonly Guardrail[]): void {
  for (const guardrail of guardrails) {
    Aspects.of(stack).add({
      visit(node) {
        if (isSuppressed(node, guardrail.name)) return;
        for (const { found, allowed } of guardrail.check(node))
          Annotations.of(node).addError(`${guardrail.name}: ${found} Allowed: ${allowed}`);
      },
    });
  }
}
