export type HclFunctions = Readonly<Record<string, (...given: unknown[]) => unknown>>;

/** The functions of Terraform that expressions may use here. */
export const hclFunctions: HclFunctions = {
  jsonencode: (value) => JSON.stringify(value),
  element: (list, index) => (list as unknown[])[Number(index) % (list as unknown[]).length],
  join: (separator, list) => (list as unknown[]).join(String(separator)),
  concat: (...lists) => lists.flat(),
  tostring: String,
  tolist: (list) => list,
  toset: (list) => [...new Set(list as unknown[])],
  lower: (value) => String(value).toLowerCase(),
  replace: (value, from, to) => String(value).replaceAll(String(from), String(to)),
};
