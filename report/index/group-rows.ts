/** What columns hold that rows are told apart by. */
type Key = string | number | boolean | null;

type Keyed<Name extends string> = Readonly<Record<Name, Key>>;

/**
 * What is made of a row's values in some columns, and takes long to make: once for each combination of them, of which
 * there are few in hundreds of thousands of rows.
 */
export function onceForEach<Name extends string, Of>(
  columns: readonly [Name, ...Name[]],
  make: (row: Keyed<Name>) => Of,
): (row: Keyed<Name>) => Of {
  const root = new Map<Key, unknown>();
  const path = columns.slice(0, -1);
  const last = columns.at(-1) as Name;
  return (row) => {
    let level = root;
    for (const name of path) {
      let next = level.get(row[name]) as Map<Key, unknown> | undefined;
      if (!next) {
        next = new Map();
        level.set(row[name], next);
      }
      level = next;
    }
    const key = row[last];
    if (!level.has(key)) level.set(key, make(row));
    return level.get(key) as Of;
  };
}

/** Rows by a key that is made of some columns, in the order of the first of each. */
export function groupRows<Name extends string, Row extends Keyed<Name>>(
  rows: readonly Row[],
  columns: readonly [Name, ...Name[]],
  keyOf: (row: Row) => string,
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  const groupOf = onceForEach(columns, (row) => {
    const key = keyOf(row as Row);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    return group;
  });
  for (const row of rows) groupOf(row).push(row);
  return groups;
}

/** One row, the first, for each combination of values of some columns. */
export function distinctRows<Name extends string, Row extends Keyed<Name>>(
  rows: readonly Row[],
  columns: readonly [Name, ...Name[]],
): Row[] {
  const distinct: Row[] = [];
  const see = onceForEach(columns, (row) => distinct.push(row as Row));
  for (const row of rows) see(row);
  return distinct;
}
