import type { SeriesEnvironment } from "./series.ts";

/** Equal environments become one object, by which those of one series are told from others. */
export function environmentSharer(): (of: SeriesEnvironment) => SeriesEnvironment {
  const known = new Map<string, SeriesEnvironment>();
  return (of) => {
    const key = JSON.stringify(of);
    const shared = known.get(key) ?? of;
    known.set(key, shared);
    return shared;
  };
}
