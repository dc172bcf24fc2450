import { inflateRawSync } from "node:zlib";
import { GeosBenchError } from "../../contract/errors.ts";

/**
 * One file of a ZIP archive (a wheel is one), checked against its recorded length. No ZIP64 and no encryption, which
 * wheels of this size do not have.
 */
export function fileInZip(archive: Buffer, name: string): Buffer {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0) throw broken("it has no directory");
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      archive.readUInt16LE(at + field),
    ) as [number, number, number];
    if (archive.toString("utf8", at + 46, at + 46 + nameLength) === name) return content(archive, at);
    at += 46 + nameLength + extraLength + commentLength;
  }
  throw broken(`it has no ${name}`);
}

function content(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const [packed, size, header] = [20, 24, 42].map((field) => archive.readUInt32LE(entry + field)) as [
    number,
    number,
    number,
  ];
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const bytes = archive.subarray(start, start + packed);
  const file = method === 0 ? bytes : inflateRawSync(bytes);
  if (file.length !== size) throw broken("a file in it has another length than recorded");
  return file;
}

function broken(why: string): GeosBenchError {
  return new GeosBenchError(`The archive cannot be read: ${why}.`, {
    code: "archive-unreadable",
    hint: "Remove it from the cache and fetch it again.",
  });
}
