"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useFollow } from "#app/_live/useFollow.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";
import type { Caller } from "./call.ts";
import { maybeWhole } from "./wholeNumber.ts";

type Unjoined = Outputs["hotline"]["caller"]["unknown"][number];
export type Lookup =
  | { state: "idle" }
  | { state: "asking" }
  | { state: "found"; number: string; people: Caller[]; unknown: Unjoined[] }
  | { state: "failed"; told: Told };

/** Figures of a number that may be whole: seven are the shortest landline. */
const shortest = 7;
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
    if (figures < shortest) return setLookup({ state: "idle" });
    setLookup((was) => (was.state === "found" && was.number === number ? was : { state: "asking" }));
    try {
      const { people, unknown } = await api.hotline.caller.query({ phone: number }, { signal });
      if (turn.current === mine) setLookup({ state: "found", number, people, unknown });
    } catch (error) {
      const told = toldBy(error);
      // While typing, a number that is not whole is no mistake yet.
      if (turn.current === mine)
        setLookup(told.code === "PHONE" ? { state: "idle" } : { state: "failed", told });
    }
  }, [number, figures]);

  useEffect(() => {
    turn.current += 1;
    if (figures < shortest) return setLookup({ state: "idle" });
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
  const isOld = lookup.state === "found" && lookup.number !== number;
  return { lookup: isOld ? { state: "asking" } : lookup, ask: () => void ask() };
}
