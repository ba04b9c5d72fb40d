"use client";
import { useEffect, useRef, useState } from "react";

const pause = 180;

/** What a search finds for the typed words; an answer to older words is not shown. `search` must stay the same function. */
export function useFound<Item>(search: (query: string) => Promise<Item[]>) {
  const [typed, type] = useState("");
  const [found, setFound] = useState<Item[]>([]);
  const turn = useRef(0);
  useEffect(() => {
    const mine = ++turn.current;
    if (typed.trim() === "") return setFound([]);
    const timer = setTimeout(() => {
      search(typed).then(
        (items) => turn.current === mine && setFound(items),
        () => turn.current === mine && setFound([]),
      );
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, search]);
  return { typed, type, found };
}
