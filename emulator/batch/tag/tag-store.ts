/** Tags by ARN of queues, compute environments, job definitions and jobs. */
export interface TagStore {
  of(arn: string): Readonly<Record<string, string>>;
  has(arn: string): boolean;
  /** Makes the resource known; later calls for the same ARN replace nothing. */
  register(arn: string, tags: Readonly<Record<string, string>> | undefined): void;
  set(arn: string, tags: Readonly<Record<string, string>>): void;
  /** The resource is gone; another one may get its ARN. */
  forget(arn: string): void;
  remove(arn: string, keys: readonly string[]): void;
}

export function createTagStore(): TagStore {
  const byArn = new Map<string, Readonly<Record<string, string>>>();
  const of = (arn: string) => byArn.get(arn) ?? {};
  return {
    of,
    has: (arn) => byArn.has(arn),
    register(arn, tags = {}) {
      if (!byArn.has(arn)) byArn.set(arn, { ...tags });
    },
    set(arn, tags) {
      byArn.set(arn, { ...of(arn), ...tags });
    },
    forget(arn) {
      byArn.delete(arn);
    },
    remove(arn, keys) {
      byArn.set(arn, Object.fromEntries(Object.entries(of(arn)).filter(([key]) => !keys.includes(key))));
    },
  };
}
