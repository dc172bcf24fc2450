export interface Statement {
  /** What the statement is for, in letters and digits. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** @default - none, as in a trust policy */
  readonly resources?: readonly string[];
  /**
   * Kind → who; `"*"` for everyone, which only a Deny may say.
   * @default - none, as in an identity policy
   */
  readonly principals?: "*" | Readonly<Record<string, readonly string[]>>;
  /**
   * Operator → key → values.
   * @default - unconditional
   */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * An IAM policy as JSON. Plain JSON rather than `jsonencode(…)`: readers and scanners see it without evaluating HCL.
 */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect ?? "Allow",
      ...(statement.principals && { Principal: statement.principals }),
      Action: statement.actions,
      ...(statement.resources && { Resource: statement.resources }),
      ...(statement.conditions && { Condition: statement.conditions }),
    })),
  });
}
