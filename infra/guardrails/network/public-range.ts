import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Addresses that no router of the Internet carries (RFC 1918, 6598, 3927, 4193, 4291). */
const privateBlocks = [
  ["10.0.0.0", 8, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
] as const;

/**
 * Whether a range in CIDR notation has an address that the Internet could come from. Two halves of it are as open as the
 * whole, so nothing but private ranges is private; what is no range is not.
 */
export function isPublicRange(cidr: string): boolean {
  const [, address = "", length = ""] = /^([^/]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  if (!isIPv4(address) && !isIPv6(address)) return true;
  return !privateBlocks.some(([network, bits, family]) => {
    const block = new BlockList();
    block.addSubnet(network, bits, family);
    return (family === "ipv4") === isIPv4(address) && Number(length) >= bits && block.check(address, family);
  });
}
