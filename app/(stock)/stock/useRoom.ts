"use client";
import { useCallback, useEffect, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";

export type Levels = Outputs["stock"]["levels"];
export type Material = Outputs["material"]["list"]["materials"][number];
export type StockRoom = { levels: Levels; materials: Material[] };

/** How often an open page asks anew, ms. */
const often = 15_000;

/** The store as it is now; `lostAt` says since when nobody answered. */
export function useRoom(first: StockRoom) {
  const [room, setRoom] = useState(first);
  const [lostAt, setLostAt] = useState<string | null>(null);
  const [heardAt, setHeardAt] = useState<string | null>(null);
  const siteId = first.levels.site.id;
  const refetch = useCallback(async () => {
    try {
      const [levels, { materials }] = await Promise.all([
        api.stock.levels.query({ siteId }),
        api.material.list.query({ siteId }),
      ]);
      setRoom({ levels, materials });
      setHeardAt(new Date().toISOString());
      setLostAt(null);
    } catch {
      setLostAt((before) => before ?? new Date().toISOString());
    }
  }, [siteId]);
  useEffect(() => {
    setHeardAt(new Date().toISOString());
    const beat = setInterval(() => document.visibilityState === "visible" && void refetch(), often);
    return () => clearInterval(beat);
  }, [refetch]);
  return { room, refetch, lostSince: lostAt === null ? null : (heardAt ?? lostAt) };
}
