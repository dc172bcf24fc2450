import type { HostFacts } from "../../host/detect-host.ts";
import { runCommand, type RunCommand } from "../../host/run-command.ts";

/** How this host reaches Debian's packages. */
export interface DebianMirror {
  /** undefined: mmdebstrap's own default. */
  readonly url: string | undefined;
  /** apt options for mmdebstrap, which does not read the host's apt configuration: its proxies. */
  readonly aptOptions: readonly string[];
}

/** Taken from the host's own apt, so that a site's mirror and proxy serve our images too. */
export async function findDebianMirror(host: HostFacts, run: RunCommand = runCommand): Promise<DebianMirror> {
  const [targets, acquire] = await Promise.all([
    host.distribution === "debian"
      ? run(["apt-get", "indextargets", "--format", "$(RELEASE) $(SITE)", "Created-By: Packages"])
      : "",
    run(["apt-config", "dump", "Acquire"]),
  ]);
  const line = targets.split("\n").find((each) => each.startsWith(`${host.codename} `));
  return { url: line?.split(" ")[1], aptOptions: acquire.split("\n").filter((each) => isProxy.test(each)) };
}

const isProxy = /^Acquire::https?::Proxy(?:::[^ ]+)? ".+";$/;
