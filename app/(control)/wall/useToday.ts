"use client";
import { useEffect, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import type { BoardStore } from "../board/BoardStore.ts";

export type Today = Outputs["board"]["today"];
const every = 30_000;
const gather = 2_000;

/** Today's figures: asked anew soon after something happened, and every half minute; the last ones stay while the server is away. */
export function useToday(first: Today, store: BoardStore): Today {
  const [today, setToday] = useState(first);
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      soon = undefined;
      api.board.today.query({}).then(setToday, () => {});
    };
    const timer = setInterval(look, every);
    const stop = store.watchEvents(() => {
      soon ??= setTimeout(look, gather);
    });
    return () => {
      clearInterval(timer);
      clearTimeout(soon);
      stop();
    };
  }, [store]);
  return today;
}
