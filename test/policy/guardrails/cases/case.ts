import type { GuardrailName } from "../../../../infra/guardrails/guardrail-name.ts";
import type { TerraformStack } from "../../../../infra/cdk.ts";

/** What is built, and for a violation which guardrail says what of it. */
export type Violation = readonly [
  title: string,
  guardrail: GuardrailName,
  build: (stack: TerraformStack) => unknown,
  said: string,
];

export type CorrectUse = readonly [title: string, build: (stack: TerraformStack) => unknown];
