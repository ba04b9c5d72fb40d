"use client";
import { Undo2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { commandsEnded, useCommand } from "#app/_trpc/useCommand.ts";
import { Key } from "#app/_ui/Key.tsx";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { isHarmless } from "#server/domain/ticket/stale.ts";
import { undoMinutes } from "#server/domain/ticket/undo.ts";
import type { BoardEvent } from "#server/operations/board/since.ts";
import { useAwayRoom } from "./away.ts";
import { useDesk } from "./desk.ts";
import { useIncidentRoom } from "./incident/room.ts";
import { takeBack } from "./takeBack.ts";
import { type Deed, partsOf } from "./undoable.ts";
import { useKeys } from "./useKeys.ts";
import { useWords } from "./useWords.ts";

/** More refusals than these nobody reads in one message. */
const mostNoes = 3;

type Props = {
  deeds: Deed[];
  drop(deed: Deed): void;
  /** The last of them, before it is drawn. */
  newest(): Deed | undefined;
  asleep: boolean;
};

/**
 * Has somebody else acted on it since? What the person did himself lies above it, and is taken back before it. Of a deed
 * with several jobs the others can still be taken back.
 */
function overtakes(event: BoardEvent, deed: Deed, personId: string | null): boolean {
  if (deed.ticketId === "" || (deed.with?.length ?? 0) > 0) return false;
  const later = event.ticketId === deed.ticketId && event.version > deed.version;
  return later && event.byId !== personId && !isHarmless(event.type);
}

/** What the person did last, how long it can still be taken back, and the key for it. */
export function UndoBar({ deeds, drop, newest, asleep }: Props) {
  const t = useTranslations("control.undo");
  const { linked, say, store, me } = useDesk();
  const words = useWords();
  const { again } = useAwayRoom();
  const room = useIncidentRoom();
  const { run, pending } = useCommand<Deed, void>(takeBack);
  const now = useServerClock(1_000);
  /** Tickets of a deed that are taken back already. */
  const back = useRef(new WeakMap<Deed, Set<string>>());
  useEffect(() => {
    for (const deed of deeds) if (deed.until <= now) drop(deed);
  }, [deeds, now, drop]);
  // What somebody has acted on since is not held out any more.
  useEffect(
    () =>
      store.watchEvents((events) => {
        for (const deed of deeds) if (events.some((event) => overtakes(event, deed, me.personId))) drop(deed);
      }),
    [store, deeds, drop, me.personId],
  );
  const deed = deeds.at(-1);

  const going = useRef(false);
  /** The last deed is the one that was asked for last, also while its answer is still on its way; refused, it is none. */
  async function undo() {
    if (going.current || !linked) return;
    going.current = true;
    try {
      const before = newest();
      const waited = await commandsEnded();
      // Whoever asked for it takes the answer in first.
      if (waited) await new Promise((resolve) => setTimeout(resolve));
      const last = newest();
      if (last !== undefined && !(waited && last === before)) await undoThis(last);
    } finally {
      going.current = false;
    }
  }
  /** What can no longer be taken back is let go of, with why. */
  async function undoThis(deed: Deed) {
    const parts = partsOf(deed);
    const noes: string[] = [];
    const told = (some: string[]) => some.join(words.zh ? "" : " ");
    const done = back.current.get(deed) ?? new Set<string>();
    back.current.set(deed, done);
    for (const part of parts) {
      if (done.has(part.ticketId)) continue;
      const sent = await run(part);
      if (sent.ok) done.add(part.ticketId);
      else
        noes.push(
          parts.length > 1 ? `${part.number}: ${words.refusal(sent.told)}` : words.refusal(sent.told),
        );
      // Without an answer nobody knows; it can be pressed again, and goes on where it stopped.
      if (!sent.ok && sent.told.code === "OFFLINE")
        return say({ tone: "refused", title: t("failed"), words: told(noes) });
    }
    if (deed.back?.by === "presence") await again();
    if (deed.back?.by === "detach" || deed.back?.by === "dissolve") room.again();
    const some = { count: parts.length - noes.length, of: parts.length };
    if (noes.length > 0)
      say({
        tone: "refused",
        title: parts.length > 1 ? t("some", some) : t("failed"),
        words: told(noes.slice(0, mostNoes)),
      });
    else say({ tone: "done", title: parts.length > 1 ? t("all", some) : t("done", { number: deed.number }) });
    drop(deed);
  }
  useKeys({ undo: deed && (() => void undo()) }, asleep);

  if (deed === undefined || deed.until <= now) return null;
  const left = Math.min(undoMinutes * 60, Math.ceil((deed.until - now) / 1000));
  return (
    <section className="undo-bar" aria-label={t("title")} data-testid="undo-bar">
      <span className="undo-what">{deed.title}</span>
      {deeds.length > 1 && <small>{t("more", { count: deeds.length - 1 })}</small>}
      <button
        type="button"
        className="control-button"
        data-testid="undo"
        disabled={!linked}
        aria-disabled={pending}
        onClick={() => void undo()}
      >
        <Undo2 size={16} aria-hidden /> {t("act")} <Key>Z</Key>
      </button>
      <span className="undo-left" aria-hidden>
        {Math.floor(left / 60)}:{String(left % 60).padStart(2, "0")}
      </span>
    </section>
  );
}
