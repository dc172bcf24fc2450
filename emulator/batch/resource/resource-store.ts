import type { State, StateKind } from "../../ports/state.ts";

/** Resources of one kind by name or ARN: requests may give either (API reference, every operation on them). */
export interface ResourceStore<Item> {
  /** In the order of creation. */
  all(): readonly Item[];
  find(reference: string): Item | undefined;
  add(item: Item): void;
  /** Changes the resource, which others refer to: it stays the same object. The one way to do so, since it is kept. */
  update(item: Item, changes: Partial<Item>): void;
  remove(item: Item): void;
  /** Place in the order of creation over all that ever were: strictly rising, never used again. */
  sequence(item: Item): number;
}

interface Named {
  readonly name: string;
  readonly arn: string;
}

/** The resources that `state` has of this kind, and those that are added to them. */
export function createResourceStore<Item extends Named, Saved>(
  state: State,
  { kind, save, load }: StateKind<Item, Saved>,
): ResourceStore<Item> {
  const byReference = new Map<string, Item>();
  const sequences = new Map<Item, number>();
  const records = state.records(kind);
  let last = 0;

  function know(item: Item, sequence: number): void {
    byReference.set(item.name, item).set(item.arn, item);
    sequences.set(item, sequence);
    last = Math.max(last, sequence);
  }

  const keep = (item: Item): void =>
    records.put(item.arn, () => ({ sequence: sequences.get(item), item: save(item) }));

  for (const { value } of records.all()) {
    const { sequence, item } = value as { readonly sequence: number; readonly item: Saved };
    know(load(item), sequence);
  }

  return {
    all: () => [...sequences.keys()],
    find: (reference) => byReference.get(reference),
    add(item) {
      know(item, last + 1);
      keep(item);
    },
    update(item, changes) {
      Object.assign(item, changes);
      if (sequences.has(item)) keep(item);
    },
    remove(item) {
      byReference.delete(item.name);
      byReference.delete(item.arn);
      sequences.delete(item);
      records.remove(item.arn);
    },
    sequence: (item) => sequences.get(item) ?? 0,
  };
}
