import { GeosBenchError } from "../../contract/errors.ts";
import type { Moto } from "./moto.ts";

interface MotoCall {
  readonly region: string;
  /** The name that requests for the service are signed for. */
  readonly service: string;
}

/** Asks moto for an operation of a service with a JSON protocol: `target` is the header's value. */
export async function callMoto(
  moto: Moto,
  { region, service, target, input }: MotoCall & { readonly target: string; readonly input: object },
): Promise<unknown> {
  const text = await send(moto, { region, service }, target, JSON.stringify(input), {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": target,
  });
  return text === "" ? {} : JSON.parse(text);
}

/** Asks moto for an operation of a service that takes forms and answers in XML (awsQuery, ec2Query). */
export function queryMoto(
  moto: Moto,
  { region, service, form }: MotoCall & { readonly form: Readonly<Record<string, string>> },
): Promise<string> {
  return send(moto, { region, service }, form["Action"] ?? "", new URLSearchParams(form).toString(), {
    "content-type": "application/x-www-form-urlencoded",
  });
}

/** An `authorization` for moto, which tells services by the credential's scope and checks nothing of it. */
export const motoScope = (region: string, service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

async function send(
  moto: Moto,
  { region, service }: MotoCall,
  operation: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const response = await fetch(await moto.url(), {
    method: "POST",
    headers: {
      ...headers,
      authorization: motoScope(region, service),
    },
    body,
  });
  const text = await response.text();
  if (response.ok) return text;
  throw new GeosBenchError(`moto answers ${response.status} to ${operation}: ${text.slice(0, 500)}`, {
    code: "moto-refused",
    hint: "The request was made for an event's target or for a job; look at what it names.",
  });
}
