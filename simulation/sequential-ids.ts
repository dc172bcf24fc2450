/** UUIDs that count, so that the same scenario gives the same ids; nothing else is to be read from them. */
export function sequentialIds(): () => string {
  let last = 0;
  return () => {
    const digits = (++last).toString(16).padStart(12, "0");
    // The beginning too: names of instances have only that.
    return `${digits.slice(4)}-${digits.slice(0, 4)}-4000-8000-${digits}`;
  };
}
