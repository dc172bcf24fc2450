export type Attributes = Readonly<Record<string, unknown>>;

/** The blocks of a value that Terraform takes as an object or as a list of them. */
export function blocks(value: unknown): Attributes[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.filter(
    (item): item is Attributes => typeof item === "object" && item !== null && !Array.isArray(item),
  );
}

/** A list of strings, or one string; what is not one is left out. */
export function strings(value: unknown): string[] {
  const list = Array.isArray(value) ? (value as unknown[]).flat() : [value];
  return list.filter((item) => typeof item === "string");
}

/** Terraform takes "true" for true. */
export const isTrue = (value: unknown): boolean => String(value) === "true";
export const isFalse = (value: unknown): boolean => String(value) === "false";

/** Whether an argument is there at all: null and the empty text mean "not given" to the provider. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** Every value below a value, with the key that it stands under. */
export function* walk(value: unknown, key = ""): Iterable<readonly [key: string, value: unknown]> {
  yield [key, value];
  if (Array.isArray(value)) for (const item of value as unknown[]) yield* walk(item, key);
  else if (typeof value === "object" && value !== null)
    for (const [name, item] of Object.entries(value)) yield* walk(item, name);
}

/** Everything that stands under a key, at any depth. */
export function under(value: unknown, wanted: string): unknown[] {
  return [...walk(value)].filter(([key]) => key === wanted).map(([, found]) => found);
}
