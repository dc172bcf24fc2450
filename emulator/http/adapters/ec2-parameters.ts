import type { Call } from "../endpoint.ts";

/** A request of ec2Query has them in its body, or in its address. */
export async function parameters(call: Call): Promise<URLSearchParams> {
  const form = new URLSearchParams(await call.body());
  return form.has("Action") ? form : call.query();
}
