import type { Answer, Call } from "./endpoint.ts";
import { escapeXml } from "./escape-xml.ts";

interface ServiceError {
  readonly code: string;
  readonly message: string;
}

/** Services that write their errors as XML though no form was sent. */
const restXml: ReadonlySet<string> = new Set(["s3", "s3express", "route53", "cloudfront"]);

/**
 * A 400, which no client retries, in the form that the client of any service reads: the protocol shows in the request
 * (Smithy's specifications of awsQuery, ec2Query, awsJson, restJson, restXml and rpcv2Cbor).
 */
export function serviceError(call: Call, service: string, { code, message }: ServiceError): Answer {
  const headers = { "x-amzn-ErrorType": code };
  if (call.header("smithy-protocol") === "rpc-v2-cbor") {
    return {
      status: 400,
      contentType: "application/cbor",
      body: cborMap({ __type: code, message }),
      headers: { ...headers, "smithy-protocol": "rpc-v2-cbor" },
    };
  }
  const isForm = call.header("content-type")?.startsWith("application/x-www-form-urlencoded") === true;
  if (isForm || restXml.has(service)) {
    const error = `<Error><Type>Sender</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`;
    const { requestId } = call.entry;
    const body =
      service === "ec2"
        ? `<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`
        : `<ErrorResponse>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status: 400, contentType: "text/xml", body, headers };
  }
  return {
    status: 400,
    contentType: "application/json",
    body: JSON.stringify({ __type: code, message }),
    headers,
  };
}

/** A map of texts in CBOR (RFC 8949): what an error of rpcv2Cbor is. */
function cborMap(entries: Readonly<Record<string, string>>): Buffer {
  const texts = Object.entries(entries).flat();
  return Buffer.concat([Buffer.from([0xa0 | (texts.length / 2)]), ...texts.map(cborText)]);
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.from([0x79, bytes.length >> 8, bytes.length & 0xff]);
  return Buffer.concat([length, bytes]);
}
