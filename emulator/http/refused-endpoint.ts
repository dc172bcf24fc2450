import type { Endpoint } from "./endpoint.ts";
import { serviceError } from "./service-error.ts";
import { cloudServices } from "./routes/services.ts";
import { signedService } from "./service-of.ts";

/** Services that nothing here has: said in our own words, or LocalStack's would be about something else. */
export function refusedEndpoint(forwarded: ReadonlySet<string>): Endpoint {
  const served = [...new Set(["batch", "logs", ...forwarded, ...Object.keys(cloudServices)])].join(", ");
  return async (call) => {
    // Read to its end, so that the client is ready for the answer; what it says does not matter.
    await call.body().catch(() => {});
    const service = signedService(call.header("authorization"), call.query().toString());
    if (service === undefined) {
      return serviceError(call, "", {
        code: "MissingAuthenticationToken",
        message:
          "Request is missing Authentication Token: without it the local AWS does not know which service is meant. Any credentials do.",
      });
    }
    return serviceError(call, service, {
      code: "UnknownOperationException",
      message: `The local AWS does not have the service "${service}". It has: ${served}.`,
    });
  };
}
