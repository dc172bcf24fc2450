/** Clients that have every member (Terraform) send what is not wanted as empty or 0. */
export function isGiven(value: unknown): boolean {
  if (value === undefined || value === "" || value === 0) return false;
  return typeof value === "object" && value !== null ? Object.keys(value).length > 0 : true;
}
