/** What the shapes of the picture of instances mean; apart, since the program that draws is loaded later. */
export const instancesKey =
  "Rings: instances, by arm. Thick bars: the geometric mean of each arm. Lines: from the least to the most.";
