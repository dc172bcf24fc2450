import type { NodeProperties } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import type { DefinedContainer } from "./defined-container.ts";
import type { DefinedTask } from "./defined-task.ts";

/** The nodes that a multi-node definition describes. */
export type DefinedNodes = Omit<Validated<NodeProperties>, "nodeRangeProperties"> & {
  readonly nodeRangeProperties: readonly DefinedRange[];
};

/** What each of a range of nodes runs: a container, or several in one task. */
export type DefinedRange = {
  readonly targetNodes: string;
  readonly instanceTypes?: string[];
} & (
  | { readonly container: DefinedContainer; readonly ecsProperties?: never }
  | { readonly ecsProperties: { readonly taskProperties: [DefinedTask] }; readonly container?: never }
);
