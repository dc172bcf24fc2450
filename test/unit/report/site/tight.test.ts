import { expect, test } from "vitest";
import { tight } from "../../../../report/site/tight.ts";

test("drops line breaks and needless quotes of what the source has, and none around what is put in", async () => {
  const put = 'x y="z" <b>\n';
  const made = await tight`<p class="number" id="a b" title="${put}" lang="en">
      ${put}</p>`;
  const escaped = "x y=&quot;z&quot; &lt;b&gt;\n";
  expect(made.toString()).toBe(`<p class=number id="a b" title="${escaped}" lang=en>${escaped}</p>`);
});
