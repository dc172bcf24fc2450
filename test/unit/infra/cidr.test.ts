import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cidrBlock, subnetBlock } from "../../../infra/config/cidr.ts";

describe("subnetBlock", () => {
  test.each([
    ["10.20.0.0/16", 4, 0, "10.20.0.0/20"],
    ["10.20.0.0/16", 4, 15, "10.20.240.0/20"],
    ["192.168.7.0/24", 4, 3, "192.168.7.48/28"],
  ])("of %s by %i, number %i, is %s", (block, newBits, index, subnet) => {
    expect(subnetBlock(block, newBits, index)).toBe(subnet);
  });
});

describe("cidrBlock", () => {
  test("takes aligned blocks of /16 to /24", () => {
    fc.assert(
      fc.property(fc.nat(255), fc.integer({ min: 16, max: 24 }), (second, bits) => {
        expect(cidrBlock.safeParse(`10.${second}.0.0/${bits}`).success).toBe(true);
      }),
    );
  });

  test.each(["10.0.0.0", "10.0.0.0/8", "10.0.0.0/28", "10.0.1.0/16", "300.0.0.0/16", "fd00::/16", ""])(
    "refuses %j",
    (text) => {
      expect(cidrBlock.safeParse(text).success).toBe(false);
    },
  );
});
