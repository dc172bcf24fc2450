import { GeosBenchError } from "../../contract/errors.ts";
import { readLocalState, type LocalState } from "../local/state-file.ts";

/** The local environment that is up. */
export async function localTarget(): Promise<LocalState> {
  const state = await readLocalState();
  if (state) return state;
  throw new GeosBenchError("Nothing is up that could be deployed to.", {
    code: "local-environment",
    hint: "Start it with: gcbench local up",
  });
}
