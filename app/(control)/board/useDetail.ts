"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";

/** Shifts change without an event, and with them whether anybody is free for what waits, ms. */
const lookAgain = 30_000;

export type Detail = Outputs["board"]["detail"];

/**
 * Everything about one ticket; asked again whenever the board's own copy has moved on (`version`), and now and then while
 * it waits to be given out.
 */
export function useDetail(ticketId: string, version: number | undefined, waits = false) {
  const [detail, setDetail] = useState<Detail | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const newest = useRef(0);
  const again = useCallback(() => {
    const mine = ++newest.current;
    api.board.detail.query({ ticketId }).then(
      (fresh) => {
        if (mine !== newest.current) return;
        setDetail(fresh);
        setTold(null);
      },
      (error: unknown) => {
        if (mine === newest.current) setTold(toldBy(error));
      },
    );
  }, [ticketId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to ask again
  useEffect(again, [again, version]);
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(again, lookAgain);
    return () => clearInterval(timer);
  }, [again, waits]);
  return { detail, told, again };
}
