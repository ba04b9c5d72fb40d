/**
 * How long ago something was pressed on this phone, whole ms; null where an older app did not keep that. By this phone's
 * clock alone, or by the office's as far as the phone knew it: where one of the two was put right in between, the other
 * still tells. What either says to lie ahead says nothing.
 */
export function agoOf(
  { doneAt, pressedAt }: { doneAt: string; pressedAt: number | undefined },
  now: { device: number; office: number },
): number | null {
  if (pressedAt === undefined) return null;
  const spans = [now.device - pressedAt, now.office - Date.parse(doneAt)].filter((span) => span >= 0);
  return spans.length === 0 ? 0 : Math.round(Math.min(...spans));
}
