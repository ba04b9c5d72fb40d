/** A person's shift; ISO instants. */
export type Span = { from: string; until: string };
/** `unrostered`: no shifts are kept for this person, so an open board means that he is there. */
export type Duty = { state: "on" | "off" | "unrostered"; until: string | null };

/** Is this person at work, by the shifts of the days around now? Who is rostered and has none now is off duty. */
export function dutyAt(shifts: readonly Span[], now: string): Duty {
  if (shifts.length === 0) return { state: "unrostered", until: null };
  const current = shifts.filter((shift) => shift.from <= now && shift.until > now);
  if (current.length === 0) return { state: "off", until: null };
  return {
    state: "on",
    until:
      current
        .map((shift) => shift.until)
        .sort()
        .at(-1) ?? null,
  };
}
