/**
 * Does `work` for every item, at most `width` at a time. The first failure stops what has not started, then is
 * thrown.
 */
export async function forEachParallel<Item>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  let failure: { readonly error: unknown } | undefined;
  async function worker(): Promise<void> {
    for (let item = queue.shift(); item !== undefined && !failure; item = queue.shift()) {
      try {
        await work(item);
      } catch (error) {
        failure ??= { error };
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, queue.length) }, worker));
  if (failure) throw failure.error;
}
