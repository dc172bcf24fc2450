import Table from "cli-table3";
import type { PriceCoverage } from "../cost/price-coverage.ts";

/** Prices with where they come from, and what has none. */
export function pricesText({
  region,
  records,
  prices,
  typesWithoutPrice,
  pricesWithoutType,
}: PriceCoverage): string {
  const known = new Table({
    head: ["records of", "purchase", "recorded on", "age", "types", "certainty", "source"],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [null, null, null, null, null, null, 60],
  });
  for (const { region: of, purchase, recordedOn, ageDays, certainty, source, types } of records)
    known.push([of, purchase, recordedOn, `${ageDays} d`, types, certainty, source]);
  const table = new Table({
    head: ["instance type", `$/h on demand, ${region}`, "recorded on", "certainty"],
    style: { head: [], border: [] },
  });
  for (const { instanceType, price } of prices) {
    table.push(
      price
        ? [instanceType, price.usdPerHour, price.record.recorded_on, price.record.certainty]
        : [instanceType, "none on record", "-", "-"],
    );
  }
  return [
    known.toString(),
    ...(prices.length > 0 ? [table.toString()] : []),
    ...(records.some((of) => of.purchase === "on-demand" && of.region === region)
      ? [
          list(`types of EC2's catalogue have no price in ${region}`, typesWithoutPrice),
          list(`prices in ${region} are of no type of the catalogue`, pricesWithoutType),
        ]
      : // To name every type that EC2 has would hide it.
        [
          `No record has on-demand prices of ${region}: fetch them with gcbench prices refresh --region ${region}.`,
        ]),
  ].join("\n\n");
}

const list = (what: string, names: readonly string[]): string =>
  names.length > 0 ? `${names.length} ${what}: ${names.join(", ")}` : `0 ${what}.`;
