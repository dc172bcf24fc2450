/**
 * Runs every arm once per round, one after the other, so that drift of the machine meets all alike. What each returned,
 * by round.
 */
export async function takeTurns<Arm extends string, Value>(
  rounds: number,
  arms: Readonly<Record<Arm, () => Promise<Value>>>,
): Promise<Record<Arm, Value[]>> {
  const names = Object.keys(arms) as Arm[];
  const found = Object.fromEntries(names.map((name) => [name, [] as Value[]])) as Record<Arm, Value[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) found[name].push(await arms[name]());
  }
  return found;
}
