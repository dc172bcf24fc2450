import { succeededHooks } from "./init-hooks.ts";
import { keepingHook } from "./kept-objects.ts";
import { wayBackHook, wayBackPorts } from "./way-back.ts";

export interface LocalStack {
  readonly urlFromHost: string;
  /** By IP address: every S3 client then puts the bucket into the path, not into a host name that does not exist. */
  readonly urlFromContainers: string;
  /** Whether S3's objects outlive it. */
  readonly keepsObjects: boolean;
  /** How jobs reach the local AWS through its container; `undefined` where it does not offer that. */
  readonly wayBack: WayBack | undefined;
  readonly stop: () => Promise<void>;
}

interface WayBack {
  /** Where the local AWS dials in, from this machine. */
  readonly tunnel: { readonly host: string; readonly port: number };
  /** Where jobs find what is at the other end. */
  readonly urlFromContainers: string;
}

interface Place {
  /** Where the engine publishes ports. */
  readonly host: string;
  /** In its Docker network. */
  readonly address: string;
  /** On the host; `tunnel` is not there in a container of an earlier release of ours. */
  readonly ports: { readonly served: number; readonly tunnel: number | undefined };
  /** Whether it has a folder for S3's objects. */
  readonly hasFolder: boolean;
  readonly stop: LocalStack["stop"];
}

/** A LocalStack that answers, with what it offers. */
export async function localStackAt({ host, address, ports, hasFolder, stop }: Place): Promise<LocalStack> {
  const urlFromHost = `http://${host}:${ports.served}`;
  const hooks = await succeededHooks(urlFromHost);
  const hasWayBack = hooks.has(wayBackHook) && ports.tunnel !== undefined;
  return {
    urlFromHost,
    urlFromContainers: `http://${address}:4566`,
    keepsObjects: hasFolder && hooks.has(keepingHook),
    wayBack: hasWayBack
      ? {
          tunnel: { host, port: ports.tunnel },
          urlFromContainers: `http://${address}:${wayBackPorts.called}`,
        }
      : undefined,
    stop,
  };
}
