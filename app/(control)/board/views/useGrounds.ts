"use client";
import { useCallback, useEffect, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";

export type GroundsOf = Outputs["board"]["grounds"];
const kept = new Map<string, GroundsOf>();

/** What stands on a site; asked for once while the page is open, since houses do not move. */
export function useGrounds(siteId: string) {
  const [grounds, setGrounds] = useState<GroundsOf | null>(kept.get(siteId) ?? null);
  const [told, setTold] = useState<Told | null>(null);
  const ask = useCallback(() => {
    const known = kept.get(siteId);
    if (known) return setGrounds(known);
    api.board.grounds.query({ siteId }).then(
      (fresh) => {
        kept.set(siteId, fresh);
        setGrounds(fresh);
        setTold(null);
      },
      (error: unknown) => setTold(toldBy(error)),
    );
  }, [siteId]);
  useEffect(ask, [ask]);
  return { grounds: grounds?.siteId === siteId ? grounds : null, told, ask };
}
