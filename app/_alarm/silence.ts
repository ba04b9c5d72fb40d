import { deviceKept } from "#app/_ui/deviceKept.ts";
import type { Silence } from "#server/domain/alarm/ringing.ts";

const kept = deviceKept("mendline.silence");
let known: { words: string | null; silence: Silence | null } = { words: null, silence: null };

/** What is silenced on this device, on all of its pages; null when nothing was. It may be over already. */
export function silenceNow(): Silence | null {
  const words = kept.read();
  if (words !== known.words) known = { words, silence: read(words) };
  return known.silence;
}

export function keepSilence(silence: Silence | null): void {
  kept.write(silence === null ? null : JSON.stringify(silence));
}

export const watchSilence = kept.watch;

/** Whatever else stands there is no silence. */
function read(words: string | null): Silence | null {
  try {
    const { until, rank, ids } = JSON.parse(words ?? "null") as Silence;
    return typeof until === "number" && [1, 2, 3].includes(rank) && Array.isArray(ids)
      ? { until, rank, ids }
      : null;
  } catch {
    return null;
  }
}
