import type { PatternReader } from "./pattern-reader.ts";

/** Whether an event, as the kind of pattern sees it, is meant. */
export type Condition<Seen> = (seen: Seen) => boolean;

/** Simple conditions joined by && and ||, of which && binds closer, and parentheses (user guide, "compound expressions"). */
export function takeCondition<Seen>(
  reader: PatternReader,
  takeSimple: () => Condition<Seen>,
): Condition<Seen> {
  const takeOne = (): Condition<Seen> => {
    if (reader.takeWord("(") === undefined) return takeSimple();
    const inner = takeAny();
    if (reader.takeWord(")") === undefined) throw reader.unexpected("The ')' that closes a '('");
    return inner;
  };
  const takeAll = (): Condition<Seen> => {
    const all = [takeOne()];
    while (reader.takeWord("&&") !== undefined) all.push(takeOne());
    return (seen) => all.every((condition) => condition(seen));
  };
  const takeAny = (): Condition<Seen> => {
    const any = [takeAll()];
    while (reader.takeWord("||") !== undefined) any.push(takeAll());
    return (seen) => any.some((condition) => condition(seen));
  };
  return takeAny();
}
