import type { Deployment, Element } from "./deployment/deployment.ts";
import type { GuardrailName } from "./guardrail-name.ts";

/** A fault: what was found, and what is allowed instead. */
export interface Fault {
  readonly found: string;
  readonly allowed: string;
}

/** A rule over what is deployed. It looks at one resource at a time, and beyond where it must. */
export interface Guardrail {
  readonly name: GuardrailName;
  check(resource: Element, deployment: Deployment): Iterable<Fault>;
  /**
   * The same of a data source.
   * @default - not looked at: data sources make nothing
   */
  checkDataSource?(source: Element, deployment: Deployment): Iterable<Fault>;
}
