import { GeosBenchError } from "../../contract/errors.ts";

/** Has Step Functions run what it is given: by default moto only says that it ran. */
export async function configureMoto(url: string): Promise<void> {
  const response = await fetch(`${url}/moto-api/config`, {
    method: "POST",
    body: JSON.stringify({ stepfunctions: { execute_state_machine: true } }),
  });
  if (response.ok) return;
  throw new GeosBenchError(`moto does not take its settings: ${response.status}`, {
    code: "moto-not-started",
    hint: "The image must have moto 5.2 or newer.",
  });
}
