"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useCallback, useId, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";
import { Key } from "#app/_ui/Key.tsx";
import { keepHere, preferencesPath } from "#app/_ui/preferences.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { BoardSheet } from "../BoardSheet.tsx";
import { useDesk } from "../desk.ts";
import { openForKeys } from "../focusedJob.ts";
import { useMerge } from "../incident/useMerge.ts";
import { keepFocus } from "../sendFocus.ts";
import { useWords } from "../useWords.ts";
import type { SavedView } from "../views/useSavedViews.ts";
import { fit, groups, type Item, soughtIn } from "./item.ts";
import { useCommandLine } from "./useCommandLine.ts";
import { useFoundJobs } from "./useFoundJobs.ts";
import { useItems } from "./useItems.ts";
import { usePresenceItems } from "./usePresenceItems.ts";
import { useReportedJobs } from "./useReportedJobs.ts";
import { useTwins } from "./useTwins.ts";
import "./palette.css";

/** Every action of the board by name: what it is typed in, in either language or by initials, then Enter. */
export function Palette({
  subjectId,
  asks,
  opened,
  saved,
  close,
}: {
  subjectId: string | null;
  /** It was opened for this one question. */
  asks: "merge" | null;
  opened: boolean;
  saved: SavedView[];
  close(): void;
}) {
  const t = useTranslations("control.palette");
  const { store } = useDesk();
  const words = useWords();
  const router = useRouter();
  const { merge } = useMerge();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState<string | null>(null);
  const [merging, setMerging] = useState(asks === "merge");
  const subject = subjectId === null ? undefined : store.ticket(subjectId);

  const prefer = useCallback(
    (name: string, value: string) => {
      if (keepHere(name, value)) document.documentElement.dataset.theme = value;
      const body = new URLSearchParams({ [name]: value, back: location.pathname + location.search });
      void fetch(preferencesPath, { method: "POST", body, redirect: "manual" }).then(
        () => router.refresh(),
        () => {},
      );
    },
    [router],
  );
  const toMerging = useCallback(() => {
    setMerging(true);
    setTyped("");
    setAt(null);
  }, []);
  const { open } = useDesk();
  const twin = useTwins();
  const items = useItems({ twin, subject, opened, saved, prefer, merge: toMerging });
  const wanted = useCallback(
    (ticket: Ticket) =>
      !merging ||
      (subject !== undefined &&
        ticket.id !== subject.id &&
        ticket.siteId === subject.siteId &&
        ticket.status !== "done"),
    [merging, subject],
  );
  const choose = useCallback(
    (ticketId: string) => {
      if (merging && subject) void merge(subject, ticketId);
      else openForKeys(open, ticketId);
    },
    [merging, subject, merge, open],
  );
  const jobs = useFoundJobs(typed, wanted, choose);
  const reported = useReportedJobs(typed, wanted, choose);
  const theirs = useMemo(() => {
    const ids = new Set(jobs.map((item) => item.id));
    return reported.items.filter((item) => !ids.has(item.id));
  }, [reported.items, jobs]);
  const presence = usePresenceItems(typed, twin);
  const line = useCommandLine(merging ? "" : typed, close);
  const found = useMemo(
    () => listed(typed, items, [...line.items, ...jobs, ...presence, ...theirs], merging),
    [typed, items, line.items, jobs, presence, theirs, merging],
  );
  const here =
    found.find((item) => item.id === at) ?? found.find((item) => item.why === undefined) ?? found[0];

  function take(item: Item | undefined) {
    if (item === undefined || item.why !== undefined) return;
    if (item.stays) return item.run();
    // Once the sheet is gone and the focus is back where it was, so that it goes where the action wants it.
    flushSync(close);
    queueMicrotask(() => {
      const back = document.activeElement;
      item.run();
      if (document.activeElement !== back) keepFocus();
    });
  }
  function pressed(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const now = here === undefined ? -1 : found.indexOf(here);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = found[(to + found.length) % Math.max(1, found.length)];
      setAt(next?.id ?? null);
      document.getElementById(`${id}-${next?.id}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(here);
    } else if (event.key === "Backspace" && typed === "" && merging) setMerging(false);
  }
  return (
    <BoardSheet
      title={
        merging && subject
          ? t("mergeTitle", { number: subject.number })
          : subject
            ? t("titleOf", { number: subject.number, place: words.plate(subject) })
            : t("title")
      }
      close={close}
      testId="palette"
      about={merging ? "ticket" : undefined}
      first={field}
    >
      <input
        ref={field}
        className="palette-field"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={here && `${id}-${here.id}`}
        aria-label={t("label")}
        placeholder={t(merging ? "mergeHint" : "hint")}
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(null);
        }}
        onKeyDown={pressed}
      />
      <div className="palette-list" role="listbox" id={`${id}-list`} aria-label={t("label")} tabIndex={-1}>
        {groups.map((group) => {
          const lines = found.filter((item) => item.group === group);
          if (lines.length === 0) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
            <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
              <div id={`${id}-${group}`} className="palette-group">
                {t(`group.${group}`)}
              </div>
              {lines.map((item) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
                <div
                  key={item.id}
                  id={`${id}-${item.id}`}
                  role="option"
                  tabIndex={-1}
                  className="palette-item"
                  data-testid="palette-item"
                  data-item={item.id}
                  aria-selected={item === here}
                  aria-disabled={item.why !== undefined}
                  onClick={() => take(item)}
                >
                  <span className="palette-words">{item.words}</span>
                  {item.why !== undefined && <small>{item.why}</small>}
                  {item.cap && <Key>{item.cap}</Key>}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {line.refused !== null && (
        <p className="sheet-refusal palette-refusal" role="alert" data-testid="palette-refusal">
          {line.refused}
        </p>
      )}
      {reported.told !== null && (
        <p className="sheet-refusal palette-refusal" role="alert">
          {t("reportedUnknown", { why: words.refusal(reported.told) })}
        </p>
      )}
      <p className={found.length === 0 ? "sheet-hint" : "visually-hidden"} role="status">
        {theirs.length > 0
          ? t("reported", { count: theirs.length })
          : found.length > 0
            ? ""
            : reported.asking
              ? t("asking")
              : t("nothing")}
      </p>
    </BoardSheet>
  );
}

/** In the order they are shown: all actions while nothing is typed, else what fits, the best first within its group. */
function listed(typed: string, items: Item[], jobs: Item[], merging: boolean): Item[] {
  if (merging) return jobs.filter((item) => item.group === "tickets" || item.group === "reported");
  // What could be done with a job, if there were one, is told to whoever asks for it by name.
  const about = items.some((item) => item.group === "ticket" && item.why === undefined);
  if (typed.trim() === "")
    return items.filter((item) => item.group !== "shown" && (about || item.group !== "ticket"));
  const fitting = items
    .map((item) => ({ item, fits: fit(typed, soughtIn([item.words, ...(item.also ?? [])])) }))
    .filter((each) => each.fits !== null)
    .sort((a, b) => a.fits! - b.fits!)
    .map((each) => each.item);
  const all = [...fitting, ...jobs];
  return groups.flatMap((group) => all.filter((item) => item.group === group));
}
