import { EC2Client } from "@aws-sdk/client-ec2";
import { PricingClient } from "@aws-sdk/client-pricing";
import { onDemandPrices } from "../../client/prices/on-demand-prices.ts";
import { spotPrices } from "../../client/prices/spot-prices.ts";
import { candidateTypes } from "../../contract/candidate-types.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { keepPrices } from "../prices/price-store.ts";
import { typeNames } from "../prices/type-names.ts";

export interface RefreshOptions {
  readonly region: string;
  readonly spot?: true;
  readonly type?: readonly string[];
  readonly days: number;
  readonly json?: true;
}

/** Fetches prices from AWS, with the user's own configuration, and keeps them as of today. */
export async function refreshPrices(options: RefreshOptions): Promise<number> {
  const now = new Date();
  const types = options.type ? typeNames(options.type) : candidateTypes.map(({ name }) => name);
  const fetched = options.spot
    ? { record: await askSpot(options, types, now), ambiguous: [] }
    : await askPriceList(options, now);
  const { record, ambiguous } = fetched;
  const file = await keepPrices(record, now);
  const count = Object.keys(record.usd_per_hour).length;
  if (options.json) {
    const { usd_per_hour: _prices, ...about } = record;
    console.log(JSON.stringify({ format: 1, file, types: count, ...about, ambiguous }, null, 2));
    return cliExitCodes.success;
  }
  console.log(`${record.region}, ${record.purchase}: prices of ${count} types, kept in ${file}`);
  for (const { instanceType, usd } of ambiguous)
    console.log(`  left out: ${instanceType} has several prices (${usd.join(", ")})`);
  return cliExitCodes.success;
}

/** The Price List has few endpoints; this one knows every region (AWS Price List user guide, "Endpoints"). */
const priceListRegion = "us-east-1";

async function askPriceList({ region }: RefreshOptions, now: Date) {
  const client = new PricingClient({ region: priceListRegion });
  try {
    return await fromAws("pricing:GetProducts", () =>
      onDemandPrices(client, region, now.toISOString().slice(0, 10)),
    );
  } finally {
    client.destroy();
  }
}

async function askSpot({ region, days }: RefreshOptions, instanceTypes: readonly string[], until: Date) {
  const client = new EC2Client({ region });
  const from = new Date(until.getTime() - days * 86_400_000);
  try {
    return await fromAws("ec2:DescribeSpotPriceHistory", () =>
      spotPrices(client, { region, instanceTypes, from, until }),
    );
  } finally {
    client.destroy();
  }
}

async function fromAws<Answer>(permission: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof GeosBenchError) throw cause;
    const { name, message } = cause as Error;
    throw new GeosBenchError(`AWS gave no prices: ${name}: ${message}`, {
      code: name === "CredentialsProviderError" ? "no-credentials" : "no-prices",
      hint: `It takes AWS credentials (aws configure, AWS_PROFILE) with ${permission}. The prices that are on record stay as they are.`,
      cause,
    });
  }
}
