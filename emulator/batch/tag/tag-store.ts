import type { State } from "../../ports/state.ts";

/** Tags by ARN of queues, compute environments, job definitions and jobs. */
export interface TagStore {
  of(arn: string): Readonly<Record<string, string>>;
  has(arn: string): boolean;
  /** Makes the resource known; later calls for the same ARN replace nothing. */
  register(arn: string, tags: Readonly<Record<string, string>> | undefined): void;
  /** The same without tags, of what is kept elsewhere and made known again from there: a job has no record for nothing. */
  know(arn: string): void;
  set(arn: string, tags: Readonly<Record<string, string>>): void;
  /** The resource is gone; another one may get its ARN. */
  forget(arn: string): void;
  remove(arn: string, keys: readonly string[]): void;
}

type Tags = Readonly<Record<string, string>>;

const none: Tags = {};

/** The tags that `state` has, and those that are set after them. */
export function createTagStore(state: State): TagStore {
  const records = state.records("tags");
  const byArn = new Map<string, Tags>();
  const of = (arn: string) => byArn.get(arn) ?? none;
  const set = (arn: string, tags: Tags): void => {
    byArn.set(arn, tags);
    records.put(arn, () => tags);
  };
  for (const { key, value } of records.all()) byArn.set(key, value as Tags);
  return {
    of,
    has: (arn) => byArn.has(arn),
    register(arn, tags = {}) {
      if (!byArn.has(arn)) set(arn, { ...tags });
    },
    know(arn) {
      if (!byArn.has(arn)) byArn.set(arn, none);
    },
    set(arn, tags) {
      set(arn, { ...of(arn), ...tags });
    },
    forget(arn) {
      byArn.delete(arn);
      records.remove(arn);
    },
    remove(arn, keys) {
      set(arn, Object.fromEntries(Object.entries(of(arn)).filter(([key]) => !keys.includes(key))));
    },
  };
}
