import { GeosBenchError } from "../../contract/errors.ts";
import type { IConstruct } from "../cdk.ts";
import type { GuardrailName } from "./guardrail-name.ts";

const metadataType = "geos-chem-bench/suppress";

/** Exempts a construct (not its children) from a guardrail. The reason is for whoever reviews the exemption. */
export function suppress(construct: IConstruct, guardrail: GuardrailName, reason: string): void {
  if (reason.trim().split(/\s+/).length < 3) {
    throw new GeosBenchError(
      `${construct.node.path}: the suppression of ${guardrail} needs a reason of some words; given: "${reason}".`,
      { code: "suppression-without-reason", hint: "Say why the fault cannot do harm here." },
    );
  }
  construct.node.addMetadata(metadataType, { guardrail, reason });
}

export function isSuppressed(construct: IConstruct, guardrail: GuardrailName): boolean {
  return construct.node.metadata.some(
    ({ type, data }) => type === metadataType && (data as { guardrail: string }).guardrail === guardrail,
  );
}
