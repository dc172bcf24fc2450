import { GeosBenchError } from "../../contract/errors.ts";
import type { JobExplanation } from "../batch/view/explain-job.ts";
import type { Fired } from "../events/fire-schedule.ts";
import { ProtocolError } from "../model/protocol-error.ts";
import { ownPaths } from "./own-paths.ts";
import type { Answer, Call, Endpoint } from "./endpoint.ts";

interface OwnEndpointOptions {
  readonly health: (() => Readonly<Record<string, unknown>>) | undefined;
  readonly explain: ((jobId: string) => Promise<JobExplanation | undefined>) | undefined;
  readonly fire: (of: {
    name: string;
    group: string | undefined;
    region: string | undefined;
  }) => Promise<Fired>;
  readonly reset: () => Promise<void>;
}

export function ownEndpoint({ health, explain, fire, reset }: OwnEndpointOptions): Endpoint {
  return async (call) => {
    if (call.path === ownPaths.health) return json({ status: "ok", ...health?.() });
    if (call.path === ownPaths.explain) {
      const job = call.query().get("job") ?? "";
      const explained = await explain?.(job);
      if (!explained) throw new ProtocolError(404, "NotFoundException", `There is no job ${job} here.`);
      return json(explained);
    }
    if (call.method !== "POST")
      throw new ProtocolError(405, "MethodNotAllowed", "This is asked for by POST.");
    if (call.path !== ownPaths.fire) {
      await reset();
      return json({ status: "ok" });
    }
    const query = call.query();
    const [name, group, region] = ["schedule", "group", "region"].map((key) => query.get(key) ?? undefined);
    if (name === undefined) throw new ProtocolError(400, "ValidationException", "schedule is missing.");
    return fired(call, fire({ name, group, region }));
  };
}

async function fired(call: Call, work: Promise<Fired>): Promise<Answer> {
  try {
    return json(await work);
  } catch (error) {
    if (!(error instanceof GeosBenchError)) throw error;
    call.entry.error = error;
    const { message, code, hint } = error;
    return { ...json({ message, code, hint }), status: 400 };
  }
}

const json = (value: unknown): Answer => ({
  status: 200,
  contentType: "application/json",
  body: JSON.stringify(value),
});
