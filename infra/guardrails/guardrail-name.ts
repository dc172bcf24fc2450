/** The names of the guardrails, in messages, suppressions and the documentation. */
export type GuardrailName =
  | "same-vpc"
  | "job-fits-instance"
  | "contained-job"
  | "one-architecture"
  | "nodes-together"
  | "command-parameters"
  | "no-wildcard-iam"
  | "no-public-ingress"
  | "encrypted"
  | "imdsv2"
  | "log-retention"
  | "nothing-hidden";
