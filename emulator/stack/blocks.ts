import { z } from "zod";

/** A Terraform block that occurs once: CDKTF writes an object, Terraform's own JSON also allows a list of one. */
export function block<Schema extends z.ZodType>(of: Schema) {
  return z.preprocess((given) => (Array.isArray(given) && given.length === 1 ? given[0] : given), of);
}

/** A block that may occur several times. */
export function blocks<Schema extends z.ZodType>(of: Schema) {
  return z.preprocess(
    (given) => (Array.isArray(given) || given === undefined ? given : [given]),
    z.array(of),
  );
}

/** Terraform converts numbers and booleans where a text is wanted, and texts of digits where a number is. */
export const text = z.preprocess(
  (given) => (typeof given === "number" || typeof given === "boolean" ? String(given) : given),
  z.string(),
);

export const integer = z.preprocess(
  (given) => (typeof given === "string" && /^-?\d+$/.test(given) ? Number(given) : given),
  z.int(),
);

export const texts = z.record(z.string(), text);

/** An object without the members that are undefined: what is not given is absent, as in the SDK's answers. */
export function present<Value extends object>(of: Value): Value {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Value;
}
