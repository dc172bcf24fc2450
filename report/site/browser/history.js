// The history page: which series is shown stands in the address.
import { reviveSeries } from "../history/revive-series.ts";
import { seriesView } from "../history/series-view.ts";
import { htmlText } from "../../page/html-text.ts";
import { loadData } from "./load-data.js";
import { roomForChart, whenRoomChanges } from "./room-for-chart.js";
import { onState, readState, writeState } from "./url-state.js";

const series = globalThis.gcbenchData.series;
const output = document.querySelector("#series");
const last = document.querySelector("#last");

/** By id, by name, or the first whose name begins so: a benchmark's id names its series too. */
const meant = (name) =>
  name === undefined
    ? series[0]
    : (series.find((of) => of.id === name) ??
      series.findLast((of) => of.name === name) ??
      series.findLast((of) => of.name.startsWith(`${name} `)));

let latest = 0;

async function show(state) {
  const number = (latest += 1);
  const chosen = meant(state.series);
  last.value = ["60", "200", "0"].includes(state.last) ? state.last : "200";
  for (const link of document.querySelectorAll("a[data-series]")) {
    if (link.dataset.series === chosen?.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (!chosen) {
    output.textContent = `There is no history of ${state.series}.`;
    return;
  }
  try {
    const stored = await loadData(chosen.id, chosen.file);
    if (number !== latest) return;
    const { series: shown, pages } = reviveSeries(stored);
    const pageOf = (id) => pages.get(id) ?? null;
    output.innerHTML = htmlText(seriesView(shown, Number(last.value), pageOf, roomForChart(output)));
    globalThis.enhanceTables(output);
  } catch (error) {
    output.textContent = error.message;
  }
}

last.addEventListener("change", () => {
  writeState({ ...readState(), last: last.value === "200" ? undefined : last.value });
  void show(readState());
});
if (series.length > 0) {
  onState(show);
  whenRoomChanges(output, () => void show(readState()));
}
