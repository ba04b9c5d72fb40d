"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";
import { fromWindowsWord } from "#server/domain/appointment/choices.ts";
import type { Window } from "#server/domain/appointment/slots.ts";

type Slots = Outputs["appointment"]["slots"];

/**
 * The times that can be had for a ticket, asked while `wanted` and again whenever its `version` moves. `told`: why they
 * are not known.
 */
export function useSlots(ticketId: string, version: number, wanted: boolean) {
  const [slots, setSlots] = useState<Slots | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const newest = useRef(0);
  const again = useCallback(async () => {
    newest.current += 1;
    const mine = newest.current;
    try {
      const fresh = await api.appointment.slots.query({ ticketId });
      if (mine !== newest.current) return;
      setSlots(fresh);
      setTold(null);
    } catch (error) {
      if (mine === newest.current) setTold(toldBy(error));
    }
  }, [ticketId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to ask again
  useEffect(() => {
    if (wanted) void again();
    // What was free a while ago is shown to nobody who asks anew.
    else setSlots(null);
  }, [again, wanted, version]);
  return { slots, told, again };
}

/** The windows that a refusal brings along, because the wanted one has gone. */
export function freshBy(told: Told): Window[] {
  return told.code === "SLOT_TAKEN" ? fromWindowsWord(String(told.params?.fresh ?? "")) : [];
}
