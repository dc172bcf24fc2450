import { blocks } from "../deployment/attributes.ts";
import type { JobPlace } from "./job-containers.ts";

/** What the containers of a place request together; `undefined` where that is not a number. */
export interface PlaceRequest {
  readonly vcpus: number | undefined;
  readonly memoryMiB: number | undefined;
  readonly gpus: number;
  /** Resources of which one container gives two amounts, so that it takes the reader of AWS to say which counts. */
  readonly repeated: readonly string[];
}

/** How `resourceRequirements` and the older members name the same resource (Batch API, `ContainerProperties`). */
const olderMember = { VCPU: "vcpus", MEMORY: "memory", GPU: "" } as const;
type Kind = keyof typeof olderMember;

export function placeRequest({ containers }: JobPlace): PlaceRequest {
  const amounts = (kind: Kind) =>
    containers.map((container) => [
      ...blocks(container["resourcerequirements"])
        .filter(({ type }) => String(type).toUpperCase() === kind)
        .map(({ value }) => Number(value)),
      ...[container[olderMember[kind]] ?? []].flat().map(Number),
    ]);
  const total = (kind: Kind): number | undefined => {
    const sum = amounts(kind).reduce((so, [amount = Number.NaN]) => so + amount, 0);
    return Number.isFinite(sum) && sum > 0 ? sum : undefined;
  };
  return {
    vcpus: total("VCPU"),
    memoryMiB: total("MEMORY"),
    gpus: amounts("GPU").flat().length,
    repeated: (Object.keys(olderMember) as Kind[]).filter((kind) =>
      amounts(kind).some(({ length }) => length > 1),
    ),
  };
}
