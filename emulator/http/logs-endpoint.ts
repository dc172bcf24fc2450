import { callLogs } from "../logs/logs-operations.ts";
import { LogsError } from "../logs/logs-error.ts";
import type { Endpoint } from "./endpoint.ts";
import { ProtocolError } from "../model/protocol-error.ts";
import type { Regions } from "./regions.ts";
import { signedRegion } from "./service-of.ts";

/** CloudWatch Logs' awsJson1.1 protocol: the operation is in a header, `X-Amz-Target: Logs_20140328.<operation>`. */
export function logsEndpoint(regions: Regions, accountId: string): Endpoint {
  return async (call) => {
    const target = call.header("x-amz-target") ?? "";
    const operation = target.slice(target.lastIndexOf(".") + 1);
    call.entry.operation = operation;
    const input = parse(await call.body());
    const { logs, region } = regions(signedRegion(call.header("authorization")));
    try {
      return {
        status: 200,
        contentType: "application/x-amz-json-1.1",
        body: JSON.stringify(callLogs(logs, operation, input, { region, accountId })),
      };
    } catch (error) {
      if (error instanceof LogsError) throw new ProtocolError(400, error.code, error.message);
      throw error;
    }
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body === "" ? "{}" : body);
  } catch (cause) {
    throw new ProtocolError(
      400,
      "SerializationException",
      `The request body is not JSON: ${(cause as Error).message}`,
    );
  }
}
