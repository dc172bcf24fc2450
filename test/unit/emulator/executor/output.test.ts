import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDemultiplexer, type StreamName } from "../../../../emulator/executor/demultiplex.ts";
import { pieces } from "../../../support/pieces.ts";

const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });

describe("createDemultiplexer", () => {
  it("gives every byte to its stream, in order, however the chunks are cut", () => {
    const frame = fc.tuple(fc.constantFrom<StreamName>("stdout", "stderr"), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(frame), sizes, (frames, cuts) => {
        const bytes = Buffer.concat(
          frames.flatMap(([stream, data]) => {
            const header = Buffer.alloc(8);
            header[0] = stream === "stdout" ? 1 : 2;
            header.writeUInt32BE(data.length, 4);
            return [header, Buffer.from(data)];
          }),
        );
        const got = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
        const push = createDemultiplexer((stream, data) => got[stream].push(data));
        pieces(bytes, cuts).forEach(push);
        for (const stream of ["stdout", "stderr"] as const) {
          const expected = frames.filter(([of]) => of === stream).map(([, data]) => Buffer.from(data));
          expect(Buffer.concat(got[stream])).toEqual(Buffer.concat(expected));
        }
      }),
    );
  });
});
