"use client";
import { useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { charactersRead } from "#server/domain/duplicate/grams.ts";
import { type Call, placeIdOf } from "./call.ts";

export type Like = Outputs["ticket"]["similar"]["similar"][number];

/** No more than an operator reads at a glance. */
const shown = 3;
const pause = 250;

/** Reports that may be of the same failure as this call, asked as soon as place and fault are known, and with the words. */
export function useSame(call: Call): Like[] {
  const [likes, setLikes] = useState<Like[]>([]);
  const turn = useRef(0);
  const placeId = placeIdOf(call);
  const elsewhereAt = call.place?.elsewhereAt ?? null;
  const placeWords = call.placeWords.trim().slice(0, 200);
  const { faultCode } = call;
  const words = `${call.description} ${call.placeWords}`.trim().slice(0, charactersRead);
  useEffect(() => {
    const mine = ++turn.current;
    if ((placeId === null && elsewhereAt === null) || faultCode === null) return setLikes([]);
    const where = placeId !== null ? { placeId } : { elsewhereAt: elsewhereAt ?? "", placeWords };
    const timer = setTimeout(() => {
      api.ticket.similar.query({ ...where, faultCode, words }).then(
        (answer) =>
          turn.current === mine && setLikes(answer.similar.filter((like) => like.likely).slice(0, shown)),
        // A report never waits for this.
        () => turn.current === mine && setLikes([]),
      );
    }, pause);
    return () => clearTimeout(timer);
  }, [placeId, elsewhereAt, placeWords, faultCode, words]);
  return likes;
}
