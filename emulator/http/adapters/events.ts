import { z } from "zod";
import { busEvent } from "../../events/event.ts";
import { ProtocolError } from "../../model/protocol-error.ts";
import { forwardToMoto } from "../routes/forward-to-moto.ts";
import { jsonAnswer, type Adapter, type ServiceAdapters } from "./adapter.ts";

const entry = z.object({
  Time: z.union([z.number(), z.string()]).optional(),
  Source: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
});
const request = z.object({ Entries: z.array(entry) });

type Entry = z.output<typeof entry>;

/** moto keeps the rules; whoever changes them changes what is delivered. */
const changesRules: Adapter = async (call, { moto, events }) => {
  const answer = await forwardToMoto(call, moto);
  events.rulesChanged();
  return answer;
};

export const eventsAdapters: ServiceAdapters = {
  PutEvents: async (call, { accountId: account, region, events, moto }) => {
    const given = request.safeParse(JSON.parse(await call.body()));
    const count = given.data?.Entries.length ?? 0;
    if (count === 0 || count > 10) {
      throw new ProtocolError(
        400,
        "ValidationException",
        `${count} entries: member Entries must have length from 1 to 10, each with texts as Source, DetailType and Detail`,
      );
    }
    // A bus of which nothing was asked yet has its rules in moto all the same, once moto is there.
    await moto.url();
    const Entries = (given.data?.Entries ?? []).map((one) => {
      const fault = faultOf(one);
      if (fault) return fault;
      const event = busEvent({
        "detail-type": one.DetailType ?? "",
        source: one.Source ?? "",
        account,
        region,
        time: timeOf(one.Time),
        resources: one.Resources,
        detail: JSON.parse(one.Detail ?? "{}"),
      });
      events.publish(event, busName(one.EventBusName));
      return { EventId: event.id };
    });
    const FailedEntryCount = Entries.filter((one) => "ErrorCode" in one).length;
    return jsonAnswer({ FailedEntryCount, Entries });
  },
  PutRule: changesRules,
  DeleteRule: changesRules,
  EnableRule: changesRules,
  DisableRule: changesRules,
  PutTargets: changesRules,
  RemoveTargets: changesRules,
  DeleteEventBus: changesRules,
};

/** What EventBridge says of an entry that it does not take (public logs of PutEvents). */
function faultOf({
  Source,
  DetailType,
  Detail,
}: Entry): { ErrorCode: string; ErrorMessage: string } | undefined {
  for (const [name, value] of Object.entries({ Source, DetailType, Detail })) {
    if (value !== undefined && value !== "") continue;
    const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
    return { ErrorCode: "InvalidArgument", ErrorMessage };
  }
  if (Source?.startsWith("aws.") === true)
    return { ErrorCode: "NotAuthorizedForSource", ErrorMessage: "Not authorized for the source." };
  return isJsonObject(Detail ?? "")
    ? undefined
    : { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** awsJson writes a time as seconds; some clients as a text. */
const timeOf = (given: Entry["Time"]): Date =>
  given === undefined ? new Date() : new Date(typeof given === "number" ? given * 1000 : given);

/** By name or by ARN. */
const busName = (given: string | undefined): string | undefined => given?.split("event-bus/").at(-1);
