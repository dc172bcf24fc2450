import { GeosBenchError } from "../../contract/errors.ts";

/** A repository of a registry, as image names write it: `host[:port]/path`. */
export interface Repository {
  readonly url: string;
  readonly registry: string;
  readonly name: string;
  /** Where the registry's HTTP API has it (OCI distribution specification). */
  readonly api: string;
  /** Set for Amazon ECR. */
  readonly ecrRegion: string | undefined;
}

const form = /^(?<registry>[a-z0-9.-]+(?::\d+)?)\/(?<name>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)$/i;
const ecr = /^\d{12}\.dkr\.ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;
// What Docker speaks plain HTTP to unless told otherwise.
const loopback = /^(?:localhost|127(?:\.\d+){3})(?::\d+)?$/;

/** Reads a repository; a tag, a digest or a missing host is an error. */
export function parseRepository(url: string): Repository {
  const { registry = "", name = "" } = form.exec(url)?.groups ?? {};
  // Docker's rule: a first part without dot or colon is no host, but a name at Docker Hub.
  if (!/[.:]/.test(registry) && registry !== "localhost") {
    throw new GeosBenchError(
      `"${url}" is not a repository: given should be host/name, without tag or digest.`,
      {
        code: "bad-option",
        hint: "For example 123456789012.dkr.ecr.us-east-1.amazonaws.com/geos-chem.",
      },
    );
  }
  const scheme = loopback.test(registry) ? "http" : "https";
  return {
    url,
    registry,
    name,
    api: `${scheme}://${registry}/v2/${name}`,
    ecrRegion: ecr.exec(registry)?.groups?.["region"],
  };
}
