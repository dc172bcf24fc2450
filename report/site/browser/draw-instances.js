// What draws the compare page's picture: loaded when the table is there.
import { instancesChart } from "../compare/instances-chart.ts";
import { htmlText } from "../../page/html-text.ts";

(globalThis.gcbenchData ??= {})["draw-instances"] = (drawing, width) =>
  htmlText(instancesChart(drawing, width));
