/**
 * The members that no other beats in both, smaller being better; of equals all. In the order of `time`.
 */
export function paretoFront<Of>(
  all: readonly Of[],
  time: (of: Of) => number,
  cost: (of: Of) => number,
): Of[] {
  const sorted = all.toSorted((a, b) => time(a) - time(b) || cost(a) - cost(b));
  let cheapest = Infinity;
  let last: Of | undefined;
  return sorted.filter((of) => {
    const isEqual = last !== undefined && time(last) === time(of) && cost(last) === cost(of);
    if (!isEqual && cost(of) >= cheapest) return false;
    cheapest = cost(of);
    last = of;
    return true;
  });
}
