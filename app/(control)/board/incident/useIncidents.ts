"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import type { BoardEvent } from "#server/operations/board/since.ts";
import type { BoardStore } from "../BoardStore.ts";

export type Running = Outputs["incident"]["board"];
export type Incident = Running["incidents"][number];
export type Proposal = Running["proposals"][number];

/** Several events are asked about once, ms; the longer an answer takes, the more are. */
const gather = 150;
const gatherPerAnswer = 5;
const mostGather = 5_000;
/** A cluster also falls apart by time alone. */
const anyway = 60_000;
const none: Running = { incidents: [], proposals: [] };

const tells = (event: BoardEvent) =>
  event.incidentId != null || event.patch.status !== undefined || event.patch.incidentId !== undefined;

/**
 * What is running and what is proposed, at first as it came with the page. The site's stream says when to look again: an
 * incident's own facts lie in it, and a board that fills a gap in it hears of them too. `revision` counts the answers,
 * `own` those that were asked for after the person had done something himself.
 */
export function useIncidents(store: BoardStore, first: Running | null) {
  const [running, setRunning] = useState<Running>(first ?? none);
  const cameWithPage = first !== null;
  const [revision, setRevision] = useState(0);
  const [own, setOwn] = useState(0);
  const mine = useRef(false);
  const newest = useRef(0);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const took = useRef(0);
  const ask = useCallback(() => {
    waiting.current = undefined;
    const turn = ++newest.current;
    const did = mine.current;
    mine.current = false;
    const asked = performance.now();
    api.incident.board.query({}).then(
      (fresh) => {
        took.current = performance.now() - asked;
        if (turn !== newest.current) {
          mine.current ||= did;
          return;
        }
        setRunning(fresh);
        setRevision((before) => before + 1);
        if (did) setOwn((before) => before + 1);
      },
      () => {
        mine.current ||= did;
        if (turn === newest.current) waiting.current ??= setTimeout(ask, 2_000);
      },
    );
  }, []);
  const askSoon = useCallback(() => {
    const pause = Math.min(mostGather, Math.max(gather, took.current * gatherPerAnswer));
    waiting.current ??= setTimeout(ask, pause);
  }, [ask]);
  useEffect(() => {
    const socket = liveSocket();
    // A page that came with them asks again with its link, which is about to be there.
    if (!cameWithPage || socket.connected) ask();
    socket.on("connect", askSoon);
    const stop = store.watchEvents((events) => {
      if (events.some(tells)) askSoon();
    });
    const timer = setInterval(askSoon, anyway);
    return () => {
      stop();
      socket.off("connect", askSoon);
      clearInterval(timer);
      clearTimeout(waiting.current);
      waiting.current = undefined;
    };
  }, [store, cameWithPage, ask, askSoon]);
  const again = useCallback(() => {
    mine.current = true;
    askSoon();
  }, [askSoon]);
  return { ...running, revision, own, again };
}
