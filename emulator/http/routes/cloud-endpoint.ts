import { explainError } from "../../../contract/errors.ts";
import type { EventBus } from "../../events/event-bus.ts";
import { mirrorClusters } from "../../moto/mirror-clusters.ts";
import type { Moto } from "../../moto/moto.ts";
import { ProtocolError } from "../../model/protocol-error.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import type { Regions } from "../regions.ts";
import { serviceError } from "../service-error.ts";
import { signedRegion, signedService } from "../service-of.ts";
import { forwardToMoto } from "./forward-to-moto.ts";
import { motoServices, motoVersion } from "./moto-operations.ts";
import { answerTriesOnce } from "./answer-tries-once.ts";
import { operationOf } from "./operation-of.ts";
import { routeOf } from "./route-of.ts";
import { cloudServices } from "./services.ts";

interface CloudOptions {
  readonly accountId: string;
  readonly regions: Regions;
  readonly moto: Moto;
  readonly events: EventBus;
}

/** IAM, EC2, SQS and the others: an adapter of ours, moto, or a refusal, as the one table says. */
export function cloudEndpoint({ accountId, regions, moto, events }: CloudOptions): Endpoint {
  const once = answerTriesOnce(moto);
  return async (call) => {
    const service = signedService(call.header("authorization"), call.query().toString()) ?? "sts";
    const operation = await operationOf(call, service);
    if (operation !== undefined) call.entry.operation = operation;
    const route = routeOf(service, operation);
    if (route.to === "refused") return refuse(call, service, operation);
    try {
      return await once(call, async () => {
        const regional = regions(signedRegion(call.header("authorization")));
        if (service === "ecs") await mirrorClusters(moto, regional);
        if (route.to === "moto") return forwardToMoto(call, moto);
        return route.adapter(call, { accountId, regions, region: regional.region, moto, events });
      });
    } catch (error) {
      if (error instanceof ProtocolError)
        return serviceError(call, service, { code: error.type, message: error.message });
      call.entry.error = error;
      return serviceError(call, service, { code: "InternalFailure", message: explainError(error) });
    }
  };
}

function refuse(call: Call, service: string, operation: string | undefined): ReturnType<typeof serviceError> {
  const title = cloudServices[service] ?? service;
  const operations = [...(motoServices.get(service)?.keys() ?? [])].join(", ");
  return serviceError(call, service, {
    code: "UnknownOperationException",
    message: `The local AWS does not have ${operation === undefined ? `this operation of ${title}` : `${title}'s operation ${operation}`}. It has, of moto ${motoVersion}: ${operations}.`,
  });
}
