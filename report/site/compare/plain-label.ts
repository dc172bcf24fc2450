/** A selection in the words of people: "SCALING-8, c7g.4xlarge, 8 threads". */
export const plainLabel = (selected: string): string =>
  selected
    .split(",")
    .map((part) => part.trim())
    .map((part) => part.replace(/^threads=(\d+)$/, "$1 threads"))
    .map((part) => part.replace(/^(?:benchmark_id|instance_type|build|image)=(?=.)/, ""))
    .join(", ");
