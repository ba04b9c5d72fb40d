"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { serverNow } from "#app/_ui/serverClock.ts";
import type { AwayReason, Presence } from "#server/domain/dispatch/presence.ts";
import { undoMinutes } from "#server/domain/ticket/undo.ts";

/** How a deed that is no step of one ticket is taken back. */
export type Back =
  | { by: "unmerge" }
  | { by: "detach"; tickets: ReadonlyArray<{ ticketId: string; version: number }> }
  | { by: "dissolve"; incidentId: string; version: number }
  /** `said` is the word that is taken back; `presence` what was so before it. */
  | { by: "presence"; technicianId: string; said: Presence; presence: Presence; reason?: AwayReason };

/** A deed of the person's own that can still be taken back; `version` is its event's, `until` ms of the server's clock. */
export type Deed = {
  /** Empty when it is about no ticket. */
  ticketId: string;
  version: number;
  number: string;
  title: string;
  until: number;
  back?: Back;
  /** What was done with the same press: it is taken back with it. */
  with?: Array<{ ticketId: string; version: number; number: string }>;
};

/** Every job that a deed was about, each as a deed of its own. */
export function partsOf({ with: others = [], ...deed }: Deed): Deed[] {
  return [deed, ...others.map((other) => ({ ...deed, ...other }))];
}

/** The person's own deeds that can still be taken back, newest last; they outlive a reload of the page. */
export function useDeeds(personId: string) {
  const [deeds, setDeeds] = useState<Deed[]>([]);
  /** The same, known before it is drawn. */
  const all = useRef<Deed[]>([]);
  const put = useCallback((next: Deed[]) => {
    all.current = next;
    setDeeds(next);
  }, []);
  const key = `mendline-deeds-${personId}`;
  const read = useRef(false);
  useEffect(() => {
    put(kept(key));
    read.current = true;
  }, [key, put]);
  useEffect(() => {
    if (!read.current) return;
    sessionStorage.setItem(key, JSON.stringify(deeds));
  }, [key, deeds]);

  const did = useCallback(
    (deed: Omit<Deed, "until">) => {
      const until = serverNow() + undoMinutes * 60_000;
      put([...all.current, { ...deed, until }]);
    },
    [put],
  );
  const drop = useCallback((deed: Deed) => put(all.current.filter((each) => each !== deed)), [put]);
  const newest = useCallback(() => all.current.at(-1), []);
  return { deeds, did, drop, newest };
}

function kept(key: string): Deed[] {
  try {
    const read = JSON.parse(sessionStorage.getItem(key) ?? "[]") as unknown;
    return Array.isArray(read) ? (read as Deed[]).filter((deed) => deed.until > serverNow()) : [];
  } catch {
    return [];
  }
}
