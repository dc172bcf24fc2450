import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { ProtocolError } from "../../model/protocol-error.ts";
import { besideMoto } from "../../moto/beside-moto.ts";
import { callMoto } from "../../moto/call-moto.ts";
import type { Moto } from "../../moto/moto.ts";
import type { Answer, Call } from "../endpoint.ts";
import { forwardToMoto } from "../routes/forward-to-moto.ts";
import { jsonAnswer, type Adapter, type ServiceAdapters } from "./adapter.ts";

const notification = z.record(z.string(), z.unknown());
const subscriber = z.object({ SubscriptionType: z.string(), Address: z.string() });
const tag = z.object({ Key: z.string(), Value: z.string() });

const request = z.object({
  AccountId: z.string().optional(),
  BudgetName: z.string().optional(),
  Budget: z.looseObject({ BudgetName: z.string() }).optional(),
  NewBudget: z.looseObject({ BudgetName: z.string() }).optional(),
  NotificationsWithSubscribers: z
    .array(z.object({ Notification: notification, Subscribers: z.array(subscriber) }))
    .default([]),
  Notification: notification.optional(),
  Subscribers: z.array(subscriber).default([]),
  ResourceARN: z.string().optional(),
  ResourceTags: z.array(tag).default([]),
  ResourceTagKeys: z.array(z.string()).default([]),
});
type Request = z.output<typeof request>;

type Subscriber = z.output<typeof subscriber>;

interface KnownBudget {
  notifications: { readonly of: Request["Notification"]; readonly subscribers: readonly Subscriber[] }[];
  tags: z.output<typeof tag>[];
}

/** By account and name. */
const budgetsBeside = besideMoto(() => new Map<string, KnownBudget>());

const keyOf = ({ AccountId = "", Budget, NewBudget, BudgetName, ResourceARN }: Request): string => {
  // arn:aws:budgets::111122223333:budget/name
  const [account = "", resource = ""] = ResourceARN?.split(":").slice(4) ?? [];
  if (ResourceARN !== undefined) return `${account}/${resource.slice("budget/".length)}`;
  return `${AccountId}/${Budget?.BudgetName ?? NewBudget?.BudgetName ?? BudgetName ?? ""}`;
};

function budgetOf(moto: Moto, given: Request): KnownBudget {
  const known = budgetsBeside(moto).get(keyOf(given));
  if (known) return known;
  throw new ProtocolError(400, "NotFoundException", `There is no budget ${keyOf(given)}.`);
}

async function read(call: Call): Promise<Request> {
  const found = request.safeParse(JSON.parse((await call.body()) || "{}"));
  if (found.success) return found.data;
  throw new ProtocolError(400, "InvalidParameterException", z.prettifyError(found.error));
}

/** moto's answer, and what is to be known beside it where moto took the request. */
const taken =
  (note: (given: Request, moto: Moto) => void): Adapter =>
  async (call, { moto }) => {
    const given = await read(call);
    const answer = await forwardToMoto(call, moto);
    if (answer.status === 200) note(given, moto);
    return answer;
  };

const own =
  (work: (given: Request, moto: Moto) => unknown): Adapter =>
  async (call, { moto }): Promise<Answer> =>
    jsonAnswer((await work(await read(call), moto)) ?? {});

/**
 * What moto's Budgets (5.2.1) lacks and Terraform's provider asks for: who is told, tags, and changes. Nobody is told and
 * nothing is counted, since nothing costs here (AWS Budgets API reference).
 */
export const budgetsAdapters: ServiceAdapters = {
  CreateBudget: taken((given, moto) => {
    budgetsBeside(moto).set(keyOf(given), {
      notifications: given.NotificationsWithSubscribers.map(({ Notification: of, Subscribers }) => ({
        of,
        subscribers: Subscribers,
      })),
      tags: given.ResourceTags,
    });
  }),
  UpdateBudget: async (call, { moto, region }) => {
    const given = await read(call);
    const { notifications } = budgetOf(moto, given);
    const { AccountId, NewBudget: Budget } = given;
    const ask = (operation: string, input: object) =>
      callMoto(moto, {
        region,
        service: "budgets",
        target: `AWSBudgetServiceGateway.${operation}`,
        input: { AccountId, ...input },
      });
    await ask("DeleteBudget", { BudgetName: Budget?.BudgetName });
    await ask("CreateBudget", {
      Budget,
      NotificationsWithSubscribers: notifications.map(({ of, subscribers }) => ({
        Notification: of,
        Subscribers: subscribers,
      })),
    });
    return jsonAnswer({});
  },
  DeleteBudget: taken((given, moto) => void budgetsBeside(moto).delete(keyOf(given))),
  CreateNotification: taken((given, moto) => {
    budgetOf(moto, given).notifications.push({ of: given.Notification, subscribers: given.Subscribers });
  }),
  DeleteNotification: taken((given, moto) => {
    const budget = budgetOf(moto, given);
    budget.notifications = budget.notifications.filter(
      ({ of }) => !isDeepStrictEqual(of, given.Notification),
    );
  }),
  DescribeSubscribersForNotification: own((given, moto) => {
    const found = budgetOf(moto, given).notifications.find(({ of }) =>
      isDeepStrictEqual(of, given.Notification),
    );
    if (!found)
      throw new ProtocolError(
        400,
        "NotFoundException",
        `The budget ${keyOf(given)} has no such notification.`,
      );
    return { Subscribers: found.subscribers };
  }),
  ListTagsForResource: own((given, moto) => ({ ResourceTags: budgetOf(moto, given).tags })),
  TagResource: own((given, moto) => {
    const budget = budgetOf(moto, given);
    const keys = new Set(given.ResourceTags.map(({ Key }) => Key));
    budget.tags = [...budget.tags.filter(({ Key }) => !keys.has(Key)), ...given.ResourceTags];
  }),
  UntagResource: own((given, moto) => {
    const budget = budgetOf(moto, given);
    budget.tags = budget.tags.filter(({ Key }) => !given.ResourceTagKeys.includes(Key));
  }),
};
