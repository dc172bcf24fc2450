import { relayModule } from "../tunnel/programs.ts";
import { initHook } from "./init-hooks.ts";

/** The hook by whose success one knows that jobs find the local AWS in LocalStack's container. */
export const wayBackHook = "way-back.py";

/** As way-back.py has them: where the local AWS dials in, and where jobs call. */
export const wayBackPorts = { tunnel: 4571, called: 4572 } as const;

export const wayBackPrograms = () => initHook(wayBackHook, "way-back.py", [relayModule]);
