"use client";
import { useEffect, useRef, useState } from "react";
import { api } from "#app/_trpc/client.ts";

/** A throw of the wheel passes hundreds of rows; only where it stops are their words asked for, ms. */
const rests = 150;
/** As many as are asked for at once. */
const most = 200;

/** What the reporters of the rows in sight first said; it never changes, so it is asked for once. */
export function useRowTexts(ids: readonly string[], wanted: boolean): ReadonlyMap<string, string> {
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const known = useRef(texts);
  known.current = texts;
  const missing = wanted ? ids.filter((id) => !texts.has(id)).slice(0, most) : [];
  const key = missing.join(" ");
  useEffect(() => {
    if (key === "") return;
    const ticketIds = key.split(" ");
    const timer = setTimeout(() => {
      api.board.words.query({ ticketIds }).then(
        (rows) => {
          const said = new Map(rows.map((row) => [row.ticketId, row.words]));
          setTexts(new Map([...known.current, ...ticketIds.map((id) => [id, said.get(id) ?? ""] as const)]));
        },
        () => {},
      );
    }, rests);
    return () => clearTimeout(timer);
  }, [key]);
  return texts;
}
