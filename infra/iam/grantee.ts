import type { Construct } from "../cdk.ts";
import type { Statement } from "./policy-document.ts";

/** A role that permissions can be granted to. */
export interface Grantee extends Construct {
  /** Adds one statement as a policy of its own, named after what it is for. */
  allow(statement: Statement): void;
}
