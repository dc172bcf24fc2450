import { GeosBenchError } from "../../contract/errors.ts";
import type { App, IConstruct } from "../cdk.ts";
import type { GuardrailName } from "./guardrail-name.ts";

const metadataType = "geos-chem-bench/suppress";

/**
 * Exempts what a construct writes (itself or as its `Default`, not its other children) from a guardrail. The reason is
 * for whoever reviews the exemption.
 */
export function suppress(construct: IConstruct, guardrail: GuardrailName, reason: string): void {
  if (reason.trim().split(/\s+/).length < 3) {
    throw new GeosBenchError(
      `${construct.node.path}: the suppression of ${guardrail} needs a reason of some words; given: "${reason}".`,
      { code: "suppression-without-reason", hint: "Say why the fault cannot do harm here." },
    );
  }
  construct.node.addMetadata(metadataType, { guardrail, reason });
}

/** Whether the construct at a path of the app is exempt. */
export function isSuppressed(app: App, path: string, guardrail: GuardrailName): boolean {
  return [path, path.replace(/\/Default$/, "")]
    .flatMap((at) => constructAt(app, at)?.node.metadata ?? [])
    .some(
      ({ type, data }) => type === metadataType && (data as { guardrail: string }).guardrail === guardrail,
    );
}

function constructAt(app: App, path: string): IConstruct | undefined {
  let node: IConstruct | undefined = app;
  for (const id of path.split("/")) node = node?.node.tryFindChild(id);
  return node;
}
