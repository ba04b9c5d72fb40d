"use client";
import { useCallback, useRef, useState } from "react";
import { useFormatter, useLocale } from "use-intl";
import { personName } from "#app/_i18n/personName.ts";
import { useHomesMoved } from "#app/_live/useFollow.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type PlateWords, plateLine } from "#server/domain/place/plate.ts";

export type Households = Outputs["household"]["list"];
export type Home = Households["homes"][number];
export type Member = Home["people"][number];
export type AskedIn = Households["invitations"][number];

/** The homes as they are now, asked anew whenever they change. An answer to an older question is dropped. */
export function useHouseholds(first: Households) {
  const [households, setHouseholds] = useState(first);
  const [failed, setFailed] = useState(false);
  const turn = useRef(0);
  const refetch = useCallback(async () => {
    const mine = ++turn.current;
    try {
      const fresh = await api.household.list.query({});
      if (turn.current !== mine) return;
      setHouseholds(fresh);
      setFailed(false);
    } catch {
      if (turn.current === mine) setFailed(true);
    }
  }, []);
  useHomesMoved(() => void refetch());
  return { households, failed, refetch };
}

/** Names, plates and days in the reader's language. */
export function useHomeWords() {
  const zh = useLocale().startsWith("zh");
  const format = useFormatter();
  return {
    parts: (plate: PlateWords) => (zh ? plate.zh : plate.en),
    place: (plate: PlateWords) => plateLine(zh ? plate.zh : plate.en),
    name: (who: { name: string; nameLatin: string }) => personName(zh, who),
    day: (iso: string) =>
      format.dateTime(new Date(iso), {
        year: "numeric",
        month: zh ? "long" : "short",
        day: "numeric",
        timeZone: "Asia/Shanghai",
      }),
  };
}
