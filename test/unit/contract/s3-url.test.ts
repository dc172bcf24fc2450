import * as fc from "fast-check";
import { expect, test } from "vitest";
import { joinKey, parseS3Url } from "../../../contract/s3-url.ts";

const bucket = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
const segment = fc.stringMatching(/^[A-Za-z0-9_=:+-][A-Za-z0-9_=:+. -]{0,20}$/);

test("bucket and key come back, whatever slashes end the URL", () => {
  fc.assert(
    fc.property(bucket, fc.array(segment, { maxLength: 5 }), fc.nat(3), (name, segments, slashes) => {
      const key = segments.join("/");
      expect(parseS3Url(`s3://${joinKey(name, key)}${"/".repeat(slashes)}`)).toEqual({ bucket: name, key });
    }),
  );
});

test("any other text is refused with one message", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.startsWith("s3://"));
      expect(() => parseS3Url(text)).toThrow(expect.objectContaining({ code: "malformed-s3-url" }));
    }),
  );
});

test.each([
  "s3://",
  "s3:///key",
  "s3://ab/key",
  "s3://Upper/key",
  "s3://under_score/key",
  "s3://192.168.0.1/key",
  "s3://a..b/key",
  "s3://bucket/a//b",
  "s3://bucket/a/../b",
  "s3://bucket/a\nb",
  "S3://bucket/a",
])("%j is malformed", (url) => {
  expect(() => parseS3Url(url)).toThrow(/is not an S3 URL/);
});
