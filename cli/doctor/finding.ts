/** What the doctor found of one thing that the local path, or an account, needs. */
export interface Finding {
  readonly what: string;
  readonly state: "ok" | "warning" | "fault";
  readonly detail: string;
  /** What to do; for every warning and fault. */
  readonly remedy?: string;
  /** Numbers of the detail, for `--json`; null where there is none, and the detail says why. */
  readonly figures?: Readonly<Record<string, number | null>>;
}

export const ok = (what: string, detail: string): Finding => ({ what, state: "ok", detail });
export const warning = (what: string, detail: string, remedy: string): Finding => ({
  what,
  state: "warning",
  detail,
  remedy,
});
export const fault = (what: string, detail: string, remedy: string): Finding => ({
  what,
  state: "fault",
  detail,
  remedy,
});
