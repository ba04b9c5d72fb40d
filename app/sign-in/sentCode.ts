/** A code that is under way to a phone. */
export type SentCode = {
  phone: string;
  requestId: string;
  minutes: number;
  sentAt: number;
  resendAt: number;
};

const drawer = "mendline.code";

/** Kept for this tab, because reading the message may cost the page: phones drop what is in the background. */
export function keepSentCode(sent: SentCode | null): void {
  try {
    if (sent) sessionStorage.setItem(drawer, JSON.stringify(sent));
    else sessionStorage.removeItem(drawer);
  } catch {
    // Without storage the code still works as long as the page stays.
  }
}

/** The code that is still good, if there is one. */
export function keptSentCode(now: number): SentCode | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(drawer) ?? "null") as SentCode | null;
    return kept && kept.sentAt + kept.minutes * 60_000 > now ? kept : null;
  } catch {
    return null;
  }
}
