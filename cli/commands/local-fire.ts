import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { ownPaths } from "../../emulator/http/own-paths.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { readLocalState } from "../local/state-file.ts";

const fired = z.object({ schedule: z.string(), target: z.string(), jobId: z.string().optional() });
const refused = z.object({ message: z.string(), hint: z.string().optional() });

interface LocalFireOptions {
  readonly group?: string;
  readonly region?: string;
  readonly json?: true;
}

/** Does what a schedule of the local AWS would do, now. */
export async function localFire(
  schedule: string,
  { group, region, json }: LocalFireOptions,
): Promise<number> {
  const state = await readLocalState();
  if (!state) {
    throw new GeosBenchError("Nothing is up, so there are no schedules.", {
      code: "local-environment",
      hint: "Start it with gcbench local up, and create the schedule (aws scheduler create-schedule).",
    });
  }
  const url = new URL(ownPaths.fire, state.endpoint);
  url.searchParams.set("schedule", schedule);
  url.searchParams.set("region", region ?? state.region);
  if (group !== undefined) url.searchParams.set("group", group);
  const response = await fetch(url, { method: "POST" });
  const answer: unknown = await response.json();
  if (!response.ok) {
    const { message, hint } = refused.parse(answer);
    throw new GeosBenchError(message, { code: "event-not-delivered", ...(hint !== undefined && { hint }) });
  }
  const { target, jobId } = fired.parse(answer);
  if (json) console.log(JSON.stringify(answer));
  else console.log(`${schedule}: ${jobId === undefined ? `sent to ${target}` : `submitted job ${jobId}`}`);
  return cliExitCodes.success;
}
