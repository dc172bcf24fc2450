import { GeosBenchError } from "../../contract/errors.ts";

/** A moto server that answers, wherever it runs. */
export interface StartedMoto {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** moto, which the first request that needs it starts. */
export interface Moto {
  /** Where it answers. Rejects where it does not start; the next call tries again. */
  url(): Promise<string>;
  /** Whether there is one: what was never asked for has no resources, and need not be started to know that. */
  readonly isStarted: boolean;
  stop(): Promise<void>;
}

export function createMoto(start: () => Promise<StartedMoto>): Moto {
  let starting: Promise<StartedMoto> | undefined;
  let isStarted = false;
  let isStopped = false;
  return {
    get isStarted() {
      return isStarted;
    },
    async url() {
      if (isStopped) throw new GeosBenchError("The local AWS is stopping.", { code: "local-environment" });
      starting ??= start();
      try {
        const { url } = await starting;
        isStarted = true;
        return url;
      } catch (error) {
        starting = undefined;
        throw error;
      }
    },
    async stop() {
      isStopped = true;
      const started = await starting?.catch(() => undefined);
      await started?.stop();
    },
  };
}

/** Where there is none: its services are refused with this reason. */
export const noMoto = (why: string): Moto =>
  createMoto(() => Promise.reject(new GeosBenchError(why, { code: "local-environment" })));
