import { knownPrices } from "../../prices/price-store.ts";
import { ok, warning, type Finding } from "../finding.ts";
import type { Candidate } from "./account.ts";

/** Resources that are billed whether jobs run or not. */
const standing: Readonly<Record<string, string>> = {
  aws_vpc_endpoint: "interface endpoint",
  aws_nat_gateway: "NAT gateway",
  aws_kms_key: "KMS key",
  aws_fsx_lustre_file_system: "file system",
};

/**
 * What the instances of all fleets cost in an hour at most, by the price records that `gcbench prices` shows. What no
 * record has is null, with the reason, never a guess.
 */
export async function checkCost({ environment, resources }: Candidate): Promise<Finding[]> {
  const { fleets, region } = environment;
  const book = await knownPrices();
  const priced = fleets.map((fleet) => ({ fleet, price: book.onDemand(fleet.instanceType, region) }));
  const missing = priced.filter(({ price }) => price === undefined).map(({ fleet }) => fleet.instanceType);
  const idle = standingCost(resources);
  if (missing.length > 0)
    return [
      {
        ...warning(
          "cost of instances",
          `unknown: no price record has ${[...new Set(missing)].join(", ")} in ${region}`,
          `Fetch them: npx gcbench prices refresh --region ${region}`,
        ),
        figures: { usd_per_hour_at_most: null },
      },
      idle,
    ];
  const atMost = priced.reduce(
    (sum, { fleet, price }) => sum + fleet.maxInstances * (price?.usdPerHour ?? 0),
    0,
  );
  const records = new Set(priced.flatMap(({ price }) => (price ? [price.record.recorded_on] : [])));
  const spot = fleets.some((fleet) => fleet.spot) ? "; Spot is less, by how much no record says" : "";
  return [
    {
      ...ok(
        "cost of instances",
        `at most $${atMost.toFixed(2)} an hour, with every fleet at its maxInstances; nothing while no job runs ` +
          `(on-demand list prices recorded ${[...records].join(", ")}${spot})`,
      ),
      figures: { usd_per_hour_at_most: atMost },
    },
    idle,
  ];
}

function standingCost(resources: Candidate["resources"]): Finding {
  const counts = Object.entries(standing).flatMap(([type, name]) => {
    const count = resources.filter(
      (resource) => resource.type === type && resource.attributes["vpc_endpoint_type"] !== "Gateway",
    ).length;
    return count > 0 ? [`${count} ${name}${count > 1 ? "s" : ""}`] : [];
  });
  return {
    ...ok(
      "cost while idle",
      `not computed: price records are of instances only. Billed without jobs: ${counts.join(", ") || "nothing"} (estimates in docs/deploy.md)`,
    ),
    figures: { usd_per_hour: null },
  };
}
