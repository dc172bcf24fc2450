import { instanceTypesOf } from "../../contract/instance-types.ts";
import { priceCoverage } from "../../report/cost/price-coverage.ts";
import { pricesText } from "../../report/terminal/prices-text.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { knownPrices } from "../prices/price-store.ts";
import { typeNames } from "../prices/type-names.ts";

export interface PricesOptions {
  readonly region: string;
  readonly json?: true;
}

/** Shows the prices of some types, the records that there are, and what no record has. */
export async function prices(names: readonly string[], options: PricesOptions): Promise<number> {
  const book = await knownPrices();
  const types = names.flatMap((name) => {
    const known = instanceTypesOf(name).map((type) => type.name);
    // Older types have a price still, and are in the catalogue no more.
    if (known.length > 0 || book.onDemand(name, options.region) === undefined) return typeNames([name]);
    return [name];
  });
  const coverage = priceCoverage(book, options.region, new Date(), types.length > 0 ? types : undefined);
  console.log(options.json ? JSON.stringify({ format: 1, ...coverage }, null, 2) : pricesText(coverage));
  return cliExitCodes.success;
}
