type Shared = Float64Array | Uint32Array | readonly (string | null)[];

const isText = (value: unknown): boolean => value === null || typeof value === "string";

const isShared = (of: unknown): of is Shared =>
  of instanceof Float64Array || of instanceof Uint32Array || (Array.isArray(of) && of.every(isText));

function isEqual(a: Shared, b: Shared): boolean {
  if (a.constructor !== b.constructor || a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (!Object.is(a[index], b[index])) return false;
  return true;
}

/**
 * A value in which equal arrays of numbers, and of texts, are one: node:v8 keeps an object that is met again once, and
 * reads it as one. What lies in maps, sets and other classes stays as it is.
 */
export function shareEqual<Of>(value: Of): Of {
  const byLength = new Map<number, Shared[]>();
  const shared = (of: Shared): Shared => {
    const alike = byLength.get(of.length) ?? [];
    byLength.set(of.length, alike);
    const first = alike.find((other) => isEqual(other, of));
    if (first === undefined) alike.push(of);
    return first ?? of;
  };
  const walk = (of: unknown): unknown => {
    if (isShared(of)) return shared(of);
    if (Array.isArray(of)) return of.map(walk);
    if (of === null || typeof of !== "object" || Object.getPrototypeOf(of) !== Object.prototype) return of;
    return Object.fromEntries(Object.entries(of).map(([name, part]) => [name, walk(part)]));
  };
  return walk(value) as Of;
}
