/** What the doctor found of one thing that the local path needs. */
export interface Finding {
  readonly what: string;
  readonly state: "ok" | "warning" | "fault";
  readonly detail: string;
  /** What to do; for every warning and fault. */
  readonly remedy?: string;
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
