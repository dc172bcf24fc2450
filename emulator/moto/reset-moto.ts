import { GeosBenchError } from "../../contract/errors.ts";
import { forgetBeside } from "./beside-moto.ts";
import { configureMoto } from "./configure-moto.ts";
import type { Moto } from "./moto.ts";

/** Has moto forget all its resources. One that was never asked for anything has none, and is not started for it. */
export async function resetMoto(moto: Moto): Promise<void> {
  if (moto.isStarted) await empty(await moto.url());
  forgetBeside(moto);
}

async function empty(url: string): Promise<void> {
  const response = await fetch(`${url}/moto-api/reset`, { method: "POST" });
  if (!response.ok) {
    throw new GeosBenchError(`moto was not reset: it answers ${response.status}`, {
      code: "moto-refused",
      hint: "gcbench local down && gcbench local up --fresh starts empty.",
    });
  }
  await configureMoto(url);
}
