"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";

export type Detail = Outputs["board"]["detail"];

/** Everything about one ticket; asked again whenever the board's own copy has moved on (`version`). */
export function useDetail(ticketId: string, version: number | undefined) {
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
  return { detail, told, again };
}
