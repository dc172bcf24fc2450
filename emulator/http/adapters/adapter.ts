import type { EventBus } from "../../events/event-bus.ts";
import type { Moto } from "../../moto/moto.ts";
import type { Answer, Call } from "../endpoint.ts";
import type { Regions } from "../regions.ts";

/** What an adapter can ask. */
interface Surroundings {
  readonly accountId: string;
  readonly regions: Regions;
  /** The region that the request was signed for, or the stack's. */
  readonly region: string;
  readonly moto: Moto;
  readonly events: EventBus;
}

/** Answers an operation in place of moto, or before and after it. Throws what an Endpoint throws. */
export type Adapter = (call: Call, surroundings: Surroundings) => Answer | Promise<Answer>;

export type ServiceAdapters = Readonly<Record<string, Adapter>>;

/** An answer in awsJson or restJson. */
export const jsonAnswer = (value: unknown): Answer => ({
  status: 200,
  contentType: "application/x-amz-json-1.1",
  body: JSON.stringify(value),
});
