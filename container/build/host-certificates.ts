import { getCACertificates } from "node:tls";

/**
 * Every certificate authority that this host trusts, as PEM: Node's own list, the system's, and NODE_EXTRA_CA_CERTS. A
 * network with a private authority needs them for HTTPS from a root that has none yet.
 */
export function hostCertificates(): string {
  const all = (["bundled", "system", "extra"] as const).flatMap((kind) => getCACertificates(kind));
  return `${[...new Set(all.map((pem) => pem.trim()))].join("\n")}\n`;
}
