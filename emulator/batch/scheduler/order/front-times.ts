import type { Clock } from "../../../ports/clock.ts";

/** Since when the jobs at the front of a queue have been at their places. */
export interface FrontTimes<Item extends object> {
  /** Is told the front whenever it may have changed. */
  update(front: readonly Item[]): void;
  since(job: Item): number | undefined;
  readonly updatedAt: number;
}

export function createFrontTimes<Item extends object>(clock: Clock): FrontTimes<Item> {
  let places = new Map<Item, { readonly place: number; readonly since: number }>();
  let updatedAt = clock.now();
  return {
    update(front) {
      updatedAt = clock.now();
      places = new Map(
        front.map((job, place) => {
          const before = places.get(job);
          return [job, before?.place === place ? before : { place, since: updatedAt }];
        }),
      );
    },
    since: (job) => places.get(job)?.since,
    get updatedAt() {
      return updatedAt;
    },
  };
}
