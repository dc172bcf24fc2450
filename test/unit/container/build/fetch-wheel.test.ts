import { crc32, deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { linkTo } from "../../../../container/build/fetch-wheel.ts";
import { fileInZip } from "../../../../container/build/read-zip.ts";
import { pythonIndexUrl } from "../../../../container/build/python-index.ts";

test("the link to a file of a simple index", () => {
  const page = `<a href="../../files/a-1.tar.gz#sha256=0">a-1.tar.gz</a>
    <a data-requires-python="&gt;=3.9" href="../../files/a-1-py3.whl?x=1&amp;y=2#sha256=1"> a-1-py3.whl </a>`;
  expect(linkTo("a-1-py3.whl", page)).toBe("../../files/a-1-py3.whl?x=1&y=2#sha256=1");
  expect(linkTo("a-2.whl", page)).toBeUndefined();
});

test("the index of pip or uv, else pip's own default", async () => {
  expect(await pythonIndexUrl({ env: {}, pipConfigs: ["[global]\nindex-url = https://site/simple\n"] })).toBe(
    "https://site/simple",
  );
  expect(await pythonIndexUrl({ env: {}, pipConfigs: [] })).toMatch(/^https:.*\/simple$/);
});

/** Two files, the second compressed, as `zip` writes them. */
function archive(): Buffer {
  const files = [
    { name: "a.txt", method: 0, text: "plain" },
    { name: "folder/b.json", method: 8, text: `{"b": "${"long ".repeat(100)}"}` },
  ];
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const { name, method, text } of files) {
    const packed = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const [local, central] = [Buffer.alloc(30), Buffer.alloc(46)];
    local.write("PK\x03\x04", "latin1");
    local.writeUInt16LE(name.length, 26);
    central.write("PK\x01\x02", "latin1");
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc32(text), 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(text.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(Buffer.concat(locals).length, 42);
    locals.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(locals).length, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

test("a wheel's file, stored or compressed", () => {
  expect(fileInZip(archive(), "a.txt").toString()).toBe("plain");
  expect(JSON.parse(fileInZip(archive(), "folder/b.json").toString())).toHaveProperty("b");
  expect(() => fileInZip(archive(), "c")).toThrow(/has no c/);
  expect(() => fileInZip(Buffer.from("<html>"), "a.txt")).toThrow(/no directory/);
});
