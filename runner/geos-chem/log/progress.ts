import { formatSeconds } from "../../system/format-amount.ts";
import { stepDate } from "../../../contract/model-log/model-log.ts";

const everySeconds = 60;

/**
 * Says once a minute how far the model is. The rest is estimated from the time steps so far, leaving out the first,
 * which comes after initialisation.
 */
export function createProgress(
  { start, end }: { start: Date; end: Date },
  say: (message: string) => void,
  clockSeconds: () => number,
): (line: string) => void {
  let first: { readonly date: Date; readonly seconds: number } | undefined;
  let said = clockSeconds();
  return (line) => {
    const date = stepDate(line);
    if (!date) return;
    const seconds = clockSeconds();
    first ??= { date, seconds };
    if (seconds - said < everySeconds) return;
    said = seconds;
    const share = (date.getTime() - start.getTime()) / (end.getTime() - start.getTime());
    const simulated = date.getTime() - first.date.getTime();
    const left =
      simulated > 0 ? ((end.getTime() - date.getTime()) / simulated) * (seconds - first.seconds) : undefined;
    const rest = left === undefined || left < 0 ? "" : `, about ${formatSeconds(left)} more`;
    say(`simulated until ${date.toISOString().slice(0, 16)}Z, ${(share * 100).toFixed(0)} %${rest}`);
  };
}
