"use client";
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import type { Face } from "#server/live/contract.ts";

const nobody: readonly Face[] = [];

/** Who else has which ticket open, as the server last said; a ticket's card hears only of its own. */
export class Faces {
  #bySite = new Map<string, Map<string, readonly Face[]>>();
  #watchers = new Map<string, Set<() => void>>();
  readonly #me: string;
  constructor(me: string) {
    this.#me = me;
  }

  of = (ticketId: string): readonly Face[] => {
    for (const site of this.#bySite.values()) {
      const faces = site.get(ticketId);
      if (faces) return faces;
    }
    return nobody;
  };

  watch = (ticketId: string, watcher: () => void): (() => void) => {
    const set = this.#watchers.get(ticketId) ?? new Set();
    this.#watchers.set(ticketId, set.add(watcher));
    return () => {
      set.delete(watcher);
      if (set.size === 0) this.#watchers.delete(ticketId);
    };
  };

  heard = (siteId: string, faces: readonly Face[]): void => {
    const before = this.#bySite.get(siteId) ?? new Map<string, readonly Face[]>();
    const now = new Map<string, readonly Face[]>();
    for (const face of faces) {
      if (face.personId === this.#me) continue;
      now.set(face.ticketId, [...(now.get(face.ticketId) ?? []), face]);
    }
    // What is as it was stays the same value, so that nobody draws it anew.
    for (const [ticketId, here] of now) {
      const was = before.get(ticketId);
      if (was && JSON.stringify(was) === JSON.stringify(here)) now.set(ticketId, was);
    }
    this.#bySite.set(siteId, now);
    for (const ticketId of new Set([...before.keys(), ...now.keys()])) {
      if (before.get(ticketId) === now.get(ticketId)) continue;
      for (const watcher of this.#watchers.get(ticketId) ?? []) watcher();
    }
  };

  /** Without a link nobody knows who is there. */
  lost = (): void => {
    for (const siteId of this.#bySite.keys()) this.heard(siteId, []);
  };
}

export const FacesContext = createContext<Faces | null>(null);

/** The board's faces, kept up to date while it is open. */
export function useFacesStore(me: string): Faces {
  const [faces] = useState(() => new Faces(me));
  useEffect(() => {
    const socket = liveSocket();
    socket.on("faces", faces.heard);
    socket.on("disconnect", faces.lost);
    return () => {
      socket.off("faces", faces.heard);
      socket.off("disconnect", faces.lost);
    };
  }, [faces]);
  return faces;
}

/** Who else has this ticket open. */
export function useFaces(ticketId: string): readonly Face[] {
  const faces = useContext(FacesContext);
  const here = () => faces?.of(ticketId) ?? nobody;
  return useSyncExternalStore(
    (watcher) => faces?.watch(ticketId, watcher) ?? (() => {}),
    here,
    () => nobody,
  );
}
