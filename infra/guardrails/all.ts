import { commandParameters } from "./command-parameters.ts";
import { containedJob } from "./contained-job.ts";
import { encrypted } from "./encrypted.ts";
import type { Guardrail } from "./guardrail.ts";
import { imdsv2 } from "./imdsv2.ts";
import { jobFitsInstance } from "./job-fits-instance.ts";
import { logRetention } from "./log-retention.ts";
import { noPublicIngress } from "./no-public-ingress.ts";
import { noWildcardIam } from "./no-wildcard-iam.ts";
import { nodesTogether } from "./nodes-together.ts";
import { nothingHidden } from "./nothing-hidden.ts";
import { oneArchitecture } from "./one-architecture.ts";
import { sameVpc } from "./same-vpc.ts";

/** Every guardrail; each stack is held to all of them. */
export const guardrails: readonly Guardrail[] = [
  sameVpc,
  jobFitsInstance,
  containedJob,
  oneArchitecture,
  nodesTogether,
  commandParameters,
  noWildcardIam,
  noPublicIngress,
  encrypted,
  imdsv2,
  logRetention,
  nothingHidden,
];
