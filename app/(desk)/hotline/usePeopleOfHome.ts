"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";

export type HomePerson = Outputs["household"]["people"]["people"][number];
type Found =
  | { state: "asking" }
  | { state: "none" }
  | { state: "failed" }
  | { state: "home"; people: HomePerson[] };

/** The people of the place if it is a home; `none` where it is a public one. */
export function usePeopleOfHome(placeId: string) {
  const [found, setFound] = useState<Found>({ state: "asking" });
  const turn = useRef(0);
  const ask = useCallback(async () => {
    const mine = ++turn.current;
    const answer = await api.household.people.query({ placeId }).then(
      ({ people }): Found => ({ state: "home", people }),
      (error: unknown): Found =>
        toldBy(error).code === "NOT_FOUND" ? { state: "none" } : { state: "failed" },
    );
    if (turn.current === mine) setFound(answer);
  }, [placeId]);
  useEffect(() => {
    void ask();
    return () => {
      turn.current += 1;
    };
  }, [ask]);
  return { found, ask };
}
