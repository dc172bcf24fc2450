/**
 * Marketing names of processors, as benchmark configs write them, by family: the instance-type pages of the EC2 user
 * guide and of AWS's product pages. A family that is not here has none: EC2's API does not name it, and older families
 * have two kinds of it.
 */
const families: Readonly<Record<string, string>> = {
  Graviton: "a1",
  Graviton2: "c6g c6gd c6gn g5g i4g im4gn is4gen m6g m6gd r6g r6gd t4g x2gd",
  Graviton3: "c7g c7gd m7g m7gd r7g r7gd",
  Graviton3E: "c7gn hpc7g",
  Graviton4: "c8g c8gb c8gd c8gn i8g i8ge m8g m8gb m8gd m8gn r8g r8gb r8gd r8gn x8g",
  "Ice Lake": "c6i c6id c6in hpc6id i4i m6i m6id m6idn m6in r6i r6id r6idn r6in x2idn x2iedn",
  "Sapphire Rapids": "c7i c7i-flex m7i m7i-flex r7i r7iz",
  Milan: "c6a hpc6a m6a r6a",
  Genoa: "c7a hpc7a m7a r7a",
};

const byFamily: ReadonlyMap<string, string> = new Map(
  Object.entries(families).flatMap(([processor, names]) =>
    names.split(" ").map((family) => [family, processor] as const),
  ),
);

/** The processor of a family ("c7g"); `null` where nothing that AWS publishes names it. */
export const processorOf = (family: string): string | null => byFamily.get(family) ?? null;
