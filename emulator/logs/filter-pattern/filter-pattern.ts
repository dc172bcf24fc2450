/** By name with a dollar sign before it; empty unless the pattern is one of fields. */
export type ExtractedValues = Readonly<Record<string, string>>;

/** A filter pattern, read and found valid. */
export interface FilterPattern {
  /** Of terms (or a regular expression by itself), of a space-delimited event's fields, or of a JSON event. */
  readonly kind: "terms" | "fields" | "json";
  /** How many it has. */
  readonly regularExpressions: number;
  /** `undefined` when the event is not meant. */
  readonly match: (message: string) => ExtractedValues | undefined;
}
