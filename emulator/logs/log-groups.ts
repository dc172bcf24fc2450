import { z } from "zod";
import { newGroupName, tagMap } from "./constraints.ts";
import { listPage, pageOf } from "./list-page.ts";
import { findGroup, type LogsOperation, type LogsPlace } from "./log-requests.ts";
import { logsErrors } from "./logs-error.ts";

const creation = z.object({
  logGroupName: newGroupName,
  kmsKeyId: z.string().max(256).optional(),
  logGroupClass: z.enum(["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"]).optional(),
  tags: tagMap.optional(),
});

export const createLogGroup: LogsOperation = (store, input) => {
  const { logGroupName: name, ...settings } = creation.parse(input);
  // API reference, CreateLogGroup. "/aws/…" is the services' own and allowed.
  if (name.startsWith("aws/"))
    throw logsErrors.invalid("Log groups starting with aws/ are reserved for AWS.");
  if (store.group(name)) throw logsErrors.groupExists();
  store.createGroup(name, settings);
  return {};
};

const naming = z.object({ logGroupName: z.string() });

export const deleteLogGroup: LogsOperation = (store, input, place) => {
  store.deleteGroup(findGroup(store, naming.parse(input), place).name);
  return {};
};

/** Days, API reference, PutRetentionPolicy. */
const retentions: ReadonlySet<number> = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

const retention = naming.extend({
  retentionInDays: z.int().refine((days) => retentions.has(days), {
    error: `Member must satisfy enum value set: [${[...retentions].join(", ")}]`,
  }),
});

/** Kept and shown; nothing expires here, where groups last as long as the local environment. */
export const putRetentionPolicy: LogsOperation = (store, input, place) => {
  const { retentionInDays, ...given } = retention.parse(input);
  findGroup(store, given, place).retentionInDays = retentionInDays;
  return {};
};

export const deleteRetentionPolicy: LogsOperation = (store, input, place) => {
  findGroup(store, naming.parse(input), place).retentionInDays = undefined;
  return {};
};

/** The key is kept and shown; nothing is encrypted. */
export const associateKmsKey: LogsOperation = (store, input, place) => {
  const { kmsKeyId, ...given } = naming.extend({ kmsKeyId: z.string().max(256) }).parse(input);
  findGroup(store, given, place).kmsKeyId = kmsKeyId;
  return {};
};

export const disassociateKmsKey: LogsOperation = (store, input, place) => {
  findGroup(store, naming.parse(input), place).kmsKeyId = undefined;
  return {};
};

const listing = z.object({
  ...listPage,
  logGroupNamePrefix: z.string().optional(),
  logGroupNamePattern: z.string().optional(),
  logGroupClass: z.string().optional(),
});

export const describeLogGroups: LogsOperation = (store, input, place) => {
  const given = listing.parse(input);
  // API reference, DescribeLogGroups: "mutually exclusive parameters".
  if (given.logGroupNamePrefix !== undefined && given.logGroupNamePattern !== undefined) {
    throw logsErrors.invalid("logGroupNamePrefix and logGroupNamePattern are mutually exclusive parameters.");
  }
  const pattern = (given.logGroupNamePattern ?? "").toLowerCase();
  const found = store.groups.filter(
    ({ name, logGroupClass }) =>
      name.startsWith(given.logGroupNamePrefix ?? "") &&
      name.toLowerCase().includes(pattern) &&
      (given.logGroupClass ?? logGroupClass) === logGroupClass,
  );
  const { items, nextToken } = pageOf(found, given);
  return {
    logGroups: items.map((group) => ({
      logGroupName: group.name,
      creationTime: group.createdAt,
      retentionInDays: group.retentionInDays,
      metricFilterCount: group.metricFilters.size,
      arn: `${groupArn(place, group.name)}:*`,
      logGroupArn: groupArn(place, group.name),
      storedBytes: 0,
      kmsKeyId: group.kmsKeyId,
      logGroupClass: group.logGroupClass,
    })),
    nextToken,
  };
};

export const groupArn = ({ region, accountId }: LogsPlace, group: string): string =>
  `arn:aws:logs:${region}:${accountId}:log-group:${group}`;
