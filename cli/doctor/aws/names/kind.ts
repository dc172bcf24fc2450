import { itemsOf } from "../../../../client/pages.ts";
import type { Candidate } from "../account.ts";

/** A kind of resource whose names are taken once, and how to ask which of some are. */
export interface Kind {
  /** Argument of the resource that has the name. */
  readonly argument: string;
  /** What AWS calls the right to ask. */
  readonly permission: string;
  /** Those of `names` that are there, as they were given. */
  readonly taken: (candidate: Candidate, names: string[]) => Promise<readonly (string | undefined)[]>;
}

type Asked = (candidate: Candidate, name: string) => Promise<unknown>;

/** Of a kind that is asked for by one name at a time; `missing` is the error that says that there is none. */
export function oneByOne(argument: string, permission: string, missing: string, ask: Asked): Kind {
  return {
    argument,
    permission,
    taken: (candidate, names) =>
      Promise.all(
        names.map(async (name) => {
          try {
            return (await ask(candidate, name)) === undefined ? undefined : name;
          } catch (cause) {
            if (cause instanceof Error && cause.name === missing) return undefined;
            throw cause;
          }
        }),
      ),
  };
}

/** Of a kind that is listed, every page of it, by the names in each. */
export function listed<Page>(
  argument: string,
  permission: string,
  pagesOf: (candidate: Candidate, names: string[]) => AsyncIterable<Page>,
  namesIn: (page: Page) => readonly (string | undefined)[],
): Kind {
  return {
    argument,
    permission,
    async taken(candidate, names) {
      const found = await itemsOf(pagesOf(candidate, names), namesIn);
      return found.filter((name) => name !== undefined && names.includes(name));
    },
  };
}
