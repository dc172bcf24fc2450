import { z } from "zod";

const rate = /^rate\([1-9]\d* (?:minute|hour|day)s?\)$/;
const at = /^at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\)$/;

/** Of a cron expression, as Scheduler has them: of the two kinds of day, one is `?`. */
interface CronFields {
  readonly dayOfMonth: string;
  readonly month: string;
  readonly dayOfWeek: string;
  readonly year: string;
}

/** The fields of `cron(minutes hours day-of-month month day-of-week year)`; `undefined` where it is none. */
export function cronFields(expression: string): CronFields | undefined {
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(" ") ?? [];
  const [, , dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  return fields.length === 6 ? { dayOfMonth, month, dayOfWeek, year } : undefined;
}

/**
 * When a schedule runs, as far as Scheduler's rules can be told by looks (EventBridge Scheduler user guide, "Schedule
 * types"): what it refuses, it refuses halfway through a deployment.
 */
export const scheduleExpression = z.string().refine(
  (expression) => {
    const cron = cronFields(expression);
    if (!cron) return rate.test(expression) || at.test(expression);
    return (cron.dayOfMonth === "?") !== (cron.dayOfWeek === "?");
  },
  {
    message:
      "is none of rate(7 days), at(2027-01-31T03:00:00) and cron(minutes hours day-of-month month day-of-week year), which has six " +
      "fields and a ? for one of the two days: cron(0 3 ? * SUN *)",
  },
);

/** IANA names, as this machine knows them. */
export const timezoneName = z.string().refine(
  (timeZone) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
    } catch {
      return false;
    }
  },
  { message: "is not the IANA name of a time zone, such as Europe/Paris" },
);
