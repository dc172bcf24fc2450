/** An entry of the AWS Price List in the form of GetProducts' answers; the figures are a test's. */
export const product = (instanceType: string, usd: string, unit = "Hrs"): string =>
  JSON.stringify({
    product: {
      productFamily: "Compute Instance",
      attributes: { instanceType, operatingSystem: "Linux", regionCode: "eu-central-1", tenancy: "Shared" },
      sku: `SKU${instanceType}${usd}`,
    },
    serviceCode: "AmazonEC2",
    terms: {
      OnDemand: {
        [`SKU${instanceType}${usd}.JRTCKXETXF`]: {
          priceDimensions: {
            [`SKU${instanceType}${usd}.JRTCKXETXF.6YS6EN2CT7`]: {
              unit,
              description: `$${usd} per On Demand Linux ${instanceType} Instance Hour`,
              pricePerUnit: { USD: usd },
            },
          },
          effectiveDate: "2026-11-01T00:00:00Z",
        },
      },
    },
    version: "20261120000000",
    publicationDate: "2026-11-20T00:00:00Z",
  });

export const productPage = (products: readonly string[], next?: string) => ({
  type: "application/x-amz-json-1.1",
  body: JSON.stringify({
    FormatVersion: "aws_v1",
    PriceList: products,
    ...(next !== undefined && { NextToken: next }),
  }),
});

type SpotItem = readonly [type: string, zone: string, usd: string, since: string];

/** A page of DescribeSpotPriceHistory in EC2's XML (API reference, "Example Response"); the figures are a test's. */
export const spotPage = (items: readonly SpotItem[], next = "") => ({
  type: "text/xml;charset=UTF-8",
  body: `<?xml version="1.0" encoding="UTF-8"?>
<DescribeSpotPriceHistoryResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
  <requestId>00000000-0000-0000-0000-000000000000</requestId>
  <spotPriceHistorySet>${items
    .map(
      ([type, zone, usd, since]) => `<item><instanceType>${type}</instanceType>
    <productDescription>Linux/UNIX</productDescription><spotPrice>${usd}</spotPrice>
    <timestamp>${since}</timestamp><availabilityZone>${zone}</availabilityZone></item>`,
    )
    .join("")}</spotPriceHistorySet>
  <nextToken>${next}</nextToken>
</DescribeSpotPriceHistoryResponse>`,
});
