"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useFollow } from "#app/_live/useFollow.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";
import type { Caller } from "./call.ts";
import { maybeWhole } from "./wholeNumber.ts";

type Unjoined = Outputs["hotline"]["caller"]["unknown"][number];
export type Lookup =
  /** `no`: why what is typed is no number; while it is being typed that is no mistake yet. */
  | { state: "idle"; no?: Told; number?: string }
  | { state: "asking" }
  | { state: "found"; number: string; people: Caller[]; unknown: Unjoined[] }
  | { state: "failed"; told: Told };

/** Figures of a number that may be whole: seven are the shortest landline. */
const shortest = 7;
const tooShort: Lookup = { state: "idle", no: { code: "PHONE" } };
const idle: Lookup = { state: "idle" };
/** So long a number that is not whole waits for its next figure, ms. */
const pause = 180;

/**
 * Who calls from `number`: asked at once when it may be whole, after a pause while it is not, and again whenever one of
 * their open repairs moves. An answer to what is no longer in the field is not shown.
 */
export function useCaller(number: string): { lookup: Lookup; ask: () => void } {
  const [lookup, setLookup] = useState<Lookup>({ state: "idle" });
  const turn = useRef(0);
  const asked = useRef<AbortController | null>(null);
  const field = useRef(number);
  field.current = number;
  const figures = number.normalize("NFKC").replaceAll(/\D/g, "").length;

  const ask = useCallback(async () => {
    // Whoever asks again after a while may find another call on the line.
    if (field.current !== number) return;
    const mine = ++turn.current;
    // Nobody waits for the answer to an older number.
    asked.current?.abort();
    asked.current = new AbortController();
    const { signal } = asked.current;
    if (figures < shortest) return;
    setLookup((was) => (was.state === "found" && was.number === number ? was : { state: "asking" }));
    try {
      const { people, unknown } = await api.hotline.caller.query({ phone: number }, { signal });
      if (turn.current === mine) setLookup({ state: "found", number, people, unknown });
    } catch (error) {
      const told = toldBy(error);
      if (turn.current === mine)
        setLookup(told.code === "PHONE" ? { state: "idle", no: told, number } : { state: "failed", told });
    }
  }, [number, figures]);

  useEffect(() => {
    turn.current += 1;
    if (figures < shortest) return setLookup(idle);
    if (maybeWhole(number)) return void ask();
    const timer = setTimeout(() => void ask(), pause);
    return () => clearTimeout(timer);
  }, [ask, figures, number]);

  const open =
    lookup.state === "found"
      ? [...lookup.people.flatMap((who) => who.open), ...lookup.unknown].map((job) => job.id)
      : [];
  useFollow(open.slice(0, 25), () => {
    if (lookup.state === "found") void ask();
  });
  return { lookup: sayOf(lookup, number, figures), ask: () => void ask() };
}

/** What was found is told of the number for which it was asked, and of no other that stands there meanwhile. */
function sayOf(lookup: Lookup, number: string, figures: number): Lookup {
  if (figures < shortest) return number.trim() === "" ? idle : tooShort;
  const isOld = "number" in lookup && lookup.number !== number;
  return isOld ? { state: "asking" } : lookup;
}
