/**
 * Every page of a listing, the first included. Unlike the SDK's paginators it takes whatever can be asked, and an empty
 * page with a token is no end: where Batch filters, such pages come.
 */
export async function* pages<Page extends { nextToken?: string | undefined }>(
  ask: (nextToken: string | undefined) => Promise<Page>,
): AsyncIterable<Page> {
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    token = page.nextToken;
  } while (token !== undefined);
}

/** The items of all pages of a listing. */
export async function itemsOf<Page, Item>(
  listing: AsyncIterable<Page>,
  itemsIn: (page: Page) => readonly Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of listing) items.push(...itemsIn(page));
  return items;
}
