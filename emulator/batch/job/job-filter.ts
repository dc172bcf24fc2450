import type { KeyValuesPair } from "@aws-sdk/client-batch";
import { resourceErrors } from "../resource/errors.ts";
import { jobErrors } from "./errors.ts";
import type { Job } from "./job.ts";
import { matchesPattern } from "./matches-pattern.ts";

/** One filter of ListJobs (API reference, ListJobs, `filters`), which takes one value. */
export function jobFilter({ name, values = [] }: KeyValuesPair): (job: Job) => boolean {
  const of = filters[name as keyof typeof filters];
  const [value] = values;
  if (values.length > 1) throw jobErrors.oneValue();
  if (!of || value === undefined) {
    throw resourceErrors.invalid(
      `A filter has a name (${Object.keys(filters).join(", ")}) and one value, given ${JSON.stringify({ name, values })}`,
    );
  }
  return of(value);
}

const filters = {
  JOB_NAME: (value: string) => {
    const pattern = value.toLowerCase();
    return (job: Job) => matchesPattern(pattern, job.name.toLowerCase());
  },
  JOB_DEFINITION: (value: string) => (job: Job) =>
    value.startsWith("arn:") ? job.definitionArn === value : matchesPattern(value, job.definitionName),
  BEFORE_CREATED_AT: (value: string) => {
    const limit = milliseconds(value);
    return (job: Job) => job.createdAt < limit;
  },
  AFTER_CREATED_AT: (value: string) => {
    const limit = milliseconds(value);
    return (job: Job) => job.createdAt > limit;
  },
  SHARE_IDENTIFIER: (value: string) => (job: Job) => job.shareIdentifier === value,
};

function milliseconds(value: string): number {
  if (!/^\d+$/.test(value)) {
    throw resourceErrors.invalid(`A filter by time takes milliseconds since 1970-01-01, given ${value}`);
  }
  return Number(value);
}
