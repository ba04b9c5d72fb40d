"use client";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import type { Spot } from "./kinds.ts";

const pause = 400;

/** "Did you mean …": the public places that the words can mean. Nobody has to take one. */
export function MeantSpots({
  siteId,
  words,
  choose,
}: {
  siteId: string;
  words: string;
  choose: (spot: Spot) => void;
}) {
  const t = useTranslations("portal.spots");
  const zh = useLocale().startsWith("zh");
  const [meant, setMeant] = useState<Spot[]>([]);
  const said = words.trim().slice(0, 200);
  useEffect(() => {
    let gone = false;
    if (said.length < 2 || siteId === "") {
      setMeant([]);
      return;
    }
    const timer = setTimeout(() => {
      api.place.spots.query({ siteId, words: said }).then(
        (answer) => !gone && setMeant(answer.spots),
        () => !gone && setMeant([]),
      );
    }, pause);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [siteId, said]);
  return (
    <div role="status" className="portal-meant">
      {meant.length > 0 && (
        <>
          <p>{t("meant")}</p>
          {meant.map((spot) => (
            <button
              key={spot.id}
              type="button"
              className="portal-choice"
              data-testid="meant"
              onClick={() => choose(spot)}
            >
              <Plate place={zh ? spot.plate.zh : spot.plate.en} size="m" />
            </button>
          ))}
        </>
      )}
    </div>
  );
}
