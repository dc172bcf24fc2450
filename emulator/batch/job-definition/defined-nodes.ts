import type { NodeProperties } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import type { DefinedContainer } from "./defined-container.ts";

/** The nodes that a multi-node definition describes: every range has a container. */
export type DefinedNodes = Omit<Validated<NodeProperties>, "nodeRangeProperties"> & {
  readonly nodeRangeProperties: readonly DefinedRange[];
};

export interface DefinedRange {
  readonly targetNodes: string;
  readonly container: DefinedContainer;
  readonly instanceTypes?: string[];
}
