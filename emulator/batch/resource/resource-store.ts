/** Compute environments or queues by name or ARN: requests may give either (API reference, every operation on them). */
export interface ResourceStore<Item> {
  /** In the order of creation. */
  all(): readonly Item[];
  find(reference: string): Item | undefined;
  add(item: Item): void;
  remove(item: Item): void;
  /** Place in the order of creation over all that ever were: strictly rising, never used again. */
  sequence(item: Item): number;
}

export function createResourceStore<
  Item extends { readonly name: string; readonly arn: string },
>(): ResourceStore<Item> {
  const byReference = new Map<string, Item>();
  const sequences = new Map<Item, number>();
  let last = 0;
  return {
    all: () => [...sequences.keys()],
    find: (reference) => byReference.get(reference),
    add(item) {
      byReference.set(item.name, item).set(item.arn, item);
      sequences.set(item, ++last);
    },
    remove(item) {
      byReference.delete(item.name);
      byReference.delete(item.arn);
      sequences.delete(item);
    },
    sequence: (item) => sequences.get(item) ?? 0,
  };
}
