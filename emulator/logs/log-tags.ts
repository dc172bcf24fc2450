import { z } from "zod";
import { tagMap } from "./constraints.ts";
import type { LogGroup } from "./log-group.ts";
import { findGroup, groupOfArn, type LogsOperation } from "./log-requests.ts";
import { logsErrors } from "./logs-error.ts";

/** Tags of log groups: by ARN, and by name as in the deprecated operations that older clients still call. */
const byArn = z.object({ resourceArn: z.string() });
const byName = z.object({ logGroupName: z.string() });

const groupAt = (...[store, input, place]: Parameters<LogsOperation>): LogGroup => {
  const named = byName.safeParse(input).data ?? {
    logGroupName: groupOfArn(byArn.parse(input).resourceArn, place),
  };
  return findGroup(store, named, place);
};

export const listLogTags: LogsOperation = (store, input, place) => ({
  tags: Object.fromEntries(groupAt(store, input, place).tags),
});

export const addLogTags: LogsOperation = (store, input, place) => {
  const { tags } = z.object({ tags: tagMap }).parse(input);
  const group = groupAt(store, input, place);
  const merged = new Map([...group.tags, ...Object.entries(tags)]);
  if (merged.size > 50)
    throw logsErrors.invalid(`A log group has at most 50 tags, this would be ${merged.size}`);
  for (const [key, value] of merged) group.tags.set(key, value);
  return {};
};

const keys = z.union([
  z.object({ tagKeys: z.array(z.string()) }).transform(({ tagKeys }) => tagKeys),
  z.object({ tags: z.array(z.string()) }).transform(({ tags }) => tags),
]);

export const removeLogTags: LogsOperation = (store, input, place) => {
  const group = groupAt(store, input, place);
  for (const key of keys.parse(input)) group.tags.delete(key);
  return {};
};
