import path from "node:path";
import { acquirePidLock, type Held } from "../../host/pid-lock.ts";
import { stateDir } from "../../host/paths.ts";

/** One command at a time may change what is deployed to the local environment. */
export const lockDeployment = (): Promise<Held> =>
  acquirePidLock(path.join(stateDir(), "local-deploy.lock"), "gcbench local deploy");
