import type { KeyValuesPair } from "@aws-sdk/client-batch";
import { resourceErrors } from "../resource/errors.ts";
import { jobErrors } from "./errors.ts";
import type { Job } from "./job.ts";
import { matchesPattern } from "./matches-pattern.ts";

/** What jobs of every kind are filtered by. */
export interface Listed {
  readonly name: string;
  readonly createdAt: number;
  readonly shareIdentifier?: string | undefined;
}

export type Filters<Item> = Readonly<Record<string, (value: string) => (job: Item) => boolean>>;

/** One filter of ListJobs or its like, which takes one value. */
export function filterBy<Item>(
  filters: Filters<Item>,
  { name = "", values = [] }: KeyValuesPair,
): (job: Item) => boolean {
  const of = Object.hasOwn(filters, name) ? filters[name] : undefined;
  const [value] = values;
  if (values.length > 1) throw jobErrors.oneValue();
  if (!of || value === undefined) {
    throw resourceErrors.invalid(
      `A filter has a name (${Object.keys(filters).join(", ")}) and one value, given ${JSON.stringify({ name, values })}`,
    );
  }
  return of(value);
}

/** API reference, ListServiceJobs, `filters`; ListJobs has them too. */
export const commonFilters: Filters<Listed> = {
  JOB_NAME: byName,
  BEFORE_CREATED_AT: (value) => {
    const limit = milliseconds(value);
    return (job) => job.createdAt < limit;
  },
  AFTER_CREATED_AT: (value) => {
    const limit = milliseconds(value);
    return (job) => job.createdAt > limit;
  },
  SHARE_IDENTIFIER: (value) => (job) => job.shareIdentifier === value,
};

/** API reference, ListJobs, `filters`. */
export const jobFilters: Filters<Job> = {
  JOB_NAME: byName,
  JOB_DEFINITION: (value) => (job) =>
    value.startsWith("arn:") ? job.definitionArn === value : matchesPattern(value, job.definitionName),
  ...commonFilters,
};

function byName(value: string): (job: Listed) => boolean {
  const pattern = value.toLowerCase();
  return (job) => matchesPattern(pattern, job.name.toLowerCase());
}

function milliseconds(value: string): number {
  if (!/^\d+$/.test(value)) {
    throw resourceErrors.invalid(`A filter by time takes milliseconds since 1970-01-01, given ${value}`);
  }
  return Number(value);
}
