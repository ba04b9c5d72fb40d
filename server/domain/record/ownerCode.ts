/** How often a code may be told wrong before it is void. */
export const triesPerCode = 5;
/** How long after that there is no code at all, minutes. */
export const cooldownMinutes = 10;
/** Every so many minutes the page shows another code; the one before holds for as long again. */
export const codeMinutes = 15;

const minute = 60_000;
const span = codeMinutes * minute;

/** Which code of the day's row is shown at this moment. */
export function slotOf(at: Date): number {
  return Math.floor(at.getTime() / span);
}

/** The codes that hold at this moment: the one shown, the one before it, and the next for a phone whose clock is behind. */
export function slotsAt(at: Date): number[] {
  const slot = slotOf(at);
  return [slot, slot - 1, slot + 1];
}

/** When a code that is shown now holds no more. */
export function holdsUntil(at: Date): Date {
  return new Date((slotOf(at) + 2) * span);
}

export type Tries = { tries: number; voids: number; voidedAt: Date | null };
export const noTries: Tries = { tries: 0, voids: 0, voidedAt: null };

/** Until when no code is taken; null when one is. */
export function voidUntil({ voidedAt }: Tries, now: Date): Date | null {
  if (voidedAt === null) return null;
  const until = new Date(voidedAt.getTime() + cooldownMinutes * minute);
  return until > now ? until : null;
}

/** What one wrong code makes of the tries: the fifth voids the code, and the next is another. */
export function afterWrong({ tries, voids, voidedAt }: Tries, now: Date): Tries {
  if (tries + 1 < triesPerCode) return { tries: tries + 1, voids, voidedAt };
  return { tries: 0, voids: voids + 1, voidedAt: now };
}
