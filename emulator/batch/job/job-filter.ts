import type { KeyValuesPair } from "@aws-sdk/client-batch";
import { resourceErrors } from "../resource/errors.ts";
import type { Job } from "./job.ts";
import { matchesPattern } from "./matches-pattern.ts";

/** One filter of ListJobs (API reference, ListJobs, `filters`). Several values are alternatives. */
export function jobFilter({ name, values = [] }: KeyValuesPair): (job: Job) => boolean {
  const of = filters[name as keyof typeof filters];
  if (!of || values.length === 0) {
    throw resourceErrors.invalid(
      `A filter has a name (${Object.keys(filters).join(", ")}) and at least one value, given ${JSON.stringify({ name, values })}`,
    );
  }
  const tests = values.map(of);
  return (job) => tests.some((test) => test(job));
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
