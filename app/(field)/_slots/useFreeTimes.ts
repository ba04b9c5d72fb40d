"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";
import { serverNow } from "#app/_ui/serverClock.ts";
import { heardSlots, type KnownSlots, slotsOf } from "./slotCopy.ts";

/** How long the office is waited for before what this phone keeps is shown, ms. */
const patience = 2_500;

/** `from`: the office has just said it, or this phone knows it from before. */
type FreeTimes = KnownSlots & { from: "office" | "phone" };

/**
 * When he could come for a job: as the office says it, or where it does not answer as this phone last heard. What has
 * been put under his finger stays there. `ahead`: the office has not heard of all that was done here, so its word may be
 * behind. `told`: why nothing is known.
 */
export function useFreeTimes(personId: string, ticketId: string, ahead: boolean) {
  const [times, setTimes] = useState<FreeTimes | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const shown = useRef(false);
  const newest = useRef(0);

  const show = useCallback((next: FreeTimes) => {
    shown.current = true;
    setTimes(next);
    setTold(null);
  }, []);
  const fromPhone = useCallback((): boolean => {
    const kept = slotsOf(personId, ticketId);
    if (kept !== null && !shown.current) show({ ...kept, from: "phone" });
    return kept !== null;
  }, [personId, ticketId, show]);

  const again = useCallback(async () => {
    newest.current += 1;
    const mine = newest.current;
    shown.current = false;
    const late = setTimeout(fromPhone, patience);
    try {
      const { free } = await api.appointment.slots.query({ ticketId });
      if (mine !== newest.current || shown.current) return;
      if (ahead && free.length === 0 && fromPhone()) return;
      heardSlots(personId, ticketId, free);
      show({ at: new Date(serverNow()).toISOString(), free, from: "office" });
    } catch (error) {
      if (mine === newest.current && !shown.current && !fromPhone()) setTold(toldBy(error));
    } finally {
      clearTimeout(late);
    }
  }, [personId, ticketId, ahead, fromPhone, show]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when the sheet opens, not while he chooses
  useEffect(() => {
    void again();
    return () => {
      newest.current += 1;
    };
  }, [personId, ticketId]);
  return { times, told };
}
