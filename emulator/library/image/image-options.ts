import { z } from "zod";
import { GeosBenchError } from "../../../contract/errors.ts";
import { localAccountId } from "../../aws/account.ts";
import { imageVariables } from "./image-contract.ts";

/** What a container of the image was asked for. */
export interface ImageOptions {
  /** `undefined`: containers where there is an engine, else simulated. */
  readonly jobs: "docker" | "simulated" | undefined;
  readonly accountId: string;
  readonly region: string;
  /** Of the jobs' containers; `undefined`: the one that the local Batch's own is on. */
  readonly network: string | undefined;
  readonly jobEnvironment: Readonly<Record<string, string>>;
  readonly s3Endpoint: string | undefined;
}

/** Reads the container's variables; an empty one is none. Throws {@link GeosBenchError} `bad-option`. */
export function readImageOptions(env: Readonly<Record<string, string | undefined>>): ImageOptions {
  const given = (name: keyof typeof imageVariables): string | undefined =>
    env[imageVariables[name]] || undefined;
  const checked = <Value>(name: keyof typeof imageVariables, schema: z.ZodType<Value>, allowed: string) => {
    const value = given(name);
    if (value === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw refused(name, value, allowed);
  };
  return {
    jobs: checked("jobs", z.enum(["docker", "simulated"]), '"docker" or "simulated"'),
    accountId: checked("accountId", z.string().regex(/^\d{12}$/), "12 digits") ?? localAccountId,
    region:
      checked("region", z.string().regex(/^[a-z0-9-]{1,64}$/), "a region such as us-east-1") ?? "us-east-1",
    network: given("network"),
    jobEnvironment: variablesOf(given("jobEnvironment")),
    s3Endpoint: checked("s3Endpoint", z.url({ protocol: /^https?$/ }), "a URL such as http://minio:9000"),
  };
}

function variablesOf(text: string | undefined): Readonly<Record<string, string>> {
  if (text === undefined) return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    throw refused("jobEnvironment", text, 'a JSON object of strings, such as {"NAME":"value"}');
  }
}

const refused = (name: keyof typeof imageVariables, value: string, allowed: string): GeosBenchError =>
  new GeosBenchError(`${imageVariables[name]} is ${JSON.stringify(value)}; allowed: ${allowed}.`, {
    code: "bad-option",
    hint: `Correct it (docker run --env ${imageVariables[name]}=…), or leave it out.`,
  });
