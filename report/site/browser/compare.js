// The compare page: what is chosen stands in the address, and is compared by the functions of gcbench compare.
import { priceBook } from "../../../contract/prices/price-book.ts";
import { compareView } from "../compare/compare-view.ts";
import { choiceOf, choiceText, firstChoice, refusal, setsOf, valuesOf } from "../compare/choose-sets.ts";
import { decodeRuns, runTableName } from "../data/run-table.ts";
import { setColumns } from "../data/set-columns.ts";
import { shellQuoted } from "../../page/shell-quoted.ts";
import { raw } from "hono/html";
import { htmlText } from "../../page/html-text.ts";
import { runPage } from "../run-page-path.ts";
import { loadData } from "./load-data.js";
import { roomForChart, whenRoomChanges } from "./room-for-chart.js";
import { addressOf, onState, readState, writeState } from "./url-state.js";

const { sets, retractions, priceRecords } = globalThis.gcbenchData.catalogue;
const prices = priceBook(priceRecords);
const form = document.querySelector("#choice");
const output = document.querySelector("#comparison");
const command = document.querySelector("#command");
const sides = ["baseline", "candidate"];
const select = (side, name) => form.querySelector(`[data-side="${side}"][data-column="${name}"]`);

const chosen = (state) => ({
  baseline: state.baseline ?? "",
  candidate: state.candidate ?? "",
  measure: state.measure === "main-loop" ? "main-loop" : "wall",
  band: Number(state.band) > 0 && Number(state.band) < 100 ? Number(state.band) : 5,
});

/** The address says nothing of what is the default. */
const stated = ({ measure, band, ...rest }) => ({
  ...rest,
  ...(measure === "wall" ? {} : { measure }),
  ...(band === 5 ? {} : { band }),
});

function fillForm(asked) {
  for (const side of sides) {
    const choice = asked[side] === "" ? {} : choiceOf(asked[side]);
    for (const name of setColumns) {
      const field = select(side, name);
      if (!field) continue;
      const values = valuesOf(name, choice, sets);
      field.replaceChildren(
        new Option("any", ""),
        ...values.map((value) => new Option(value === "null" ? "not observed" : value, value)),
      );
      field.value = choice[name] ?? "";
    }
  }
  form.elements.measure.value = asked.measure;
  form.elements.band.value = asked.band;
}

/** Once what was computed is on the screen: drawing takes a program as large as all others. */
async function draw(drawing, room) {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  try {
    const toHtml = await loadData("draw-instances", output.dataset.drawer);
    room.innerHTML = toHtml(drawing, roomForChart(room));
  } catch (error) {
    room.textContent = error.message;
  }
}

/** What is drawn, and where; `null`: nothing. */
let drawn = null;
whenRoomChanges(output, () => {
  if (drawn !== null) void draw(drawn.drawing, drawn.room);
});

let latest = 0;

async function show(state) {
  const number = (latest += 1);
  let asked = chosen(state);
  if (asked.baseline === "" && asked.candidate === "") {
    const first = firstChoice(sets);
    if (first)
      asked = { ...asked, baseline: choiceText(first.baseline), candidate: choiceText(first.candidate) };
  } else if (asked.baseline === "") asked = { ...asked, baseline: asked.candidate };
  else if (asked.candidate === "") asked = { ...asked, candidate: asked.baseline };
  try {
    fillForm(asked);
    command.textContent =
      `gcbench compare --baseline ${shellQuoted(asked.baseline)} --candidate ${shellQuoted(asked.candidate)}` +
      `${asked.measure === "wall" ? "" : ` --measure ${asked.measure}`}${asked.band === 5 ? "" : ` --band ${asked.band}`}`;
    const wanted = new Map(
      sides.flatMap((side) => setsOf(choiceOf(asked[side]), sets)).map((set) => [set.id, set]),
    );
    output.setAttribute("aria-busy", "true");
    const files = [...wanted.values()].flatMap((set) => set.files);
    const tables = await Promise.all(files.map((file) => loadData(runTableName, file)));
    if (number !== latest) return;
    let drawing = null;
    const view = compareView(tables.flatMap(decodeRuns), asked, {
      retractions,
      prices,
      drawn: (of) => {
        drawing = of;
        return raw('<div class="drawing"></div>');
      },
      pageOf: runPage,
      addressOf: (of) => addressOf(stated(of)),
    });
    output.innerHTML = htmlText(view);
    globalThis.enhanceTables(output);
    drawn = drawing && { drawing, room: output.querySelector(".drawing") };
    if (drawn !== null) void draw(drawn.drawing, drawn.room);
  } catch (error) {
    output.textContent =
      error.hint === undefined && error.code === undefined ? error.message : refusal(error);
  }
  output.removeAttribute("aria-busy");
}

form.addEventListener("change", () => {
  const choices = Object.fromEntries(
    sides.map((side) => {
      const before = readState()[side] ?? "";
      const kept = before === "" ? [] : before.split(",").filter((part) => !isShown(part));
      const picked = Object.fromEntries(
        setColumns.map((name) => [name, select(side, name)?.value || undefined]),
      );
      return [side, [choiceText(picked), ...kept].filter(Boolean).join(",")];
    }),
  );
  writeState(
    stated({
      ...chosen({ measure: form.elements.measure.value, band: form.elements.band.value }),
      ...choices,
    }),
  );
  void show(readState());
});
form.addEventListener("submit", (event) => event.preventDefault());
document.querySelector("#swap").addEventListener("click", () => {
  const state = chosen(readState());
  const first = state.baseline === "" && state.candidate === "" ? firstChoice(sets) : null;
  const [baseline, candidate] = first
    ? [choiceText(first.baseline), choiceText(first.candidate)]
    : [state.baseline, state.candidate];
  writeState(stated({ ...state, baseline: candidate, candidate: baseline }));
  void show(readState());
});

/** Whether a part of a selection has a field of its own. */
const isShown = (part) =>
  setColumns.some((name) => select("baseline", name) && part.trim().startsWith(`${name}=`)) ||
  !part.includes("=");

if (sets.length === 0) output.textContent = "There is no result yet, so nothing can be compared.";
else onState(show);
