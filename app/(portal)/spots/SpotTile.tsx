"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { PlaceCard } from "../report/PlaceCard.tsx";
import type { Spot, SpotKind } from "./kinds.ts";
import { SpotPicture } from "./SpotPicture.tsx";

type Props = {
  kind: SpotKind;
  siteIds: string[];
  known: Spot[];
  chosen: string | null;
  choose: (spot: Spot) => void;
  open: boolean;
};

/** One kind as a large tile; opened, the places of that kind, asked for when it is. */
export function SpotTile({ kind, siteIds, known, chosen, choose, open }: Props) {
  const kinds = useTranslations("portal.kind");
  const [atFirst] = useState(open);
  const [found, setFound] = useState<Spot[]>([]);
  const asked = useRef("");
  const sites = siteIds.join(" ");

  const ask = useCallback(() => {
    if (asked.current === sites) return;
    asked.current = sites;
    const each = sites.split(" ").filter(Boolean);
    Promise.all(each.map((siteId) => api.place.spots.query({ siteId, kind }))).then(
      (answers) => setFound(answers.flatMap(({ spots }) => spots)),
      () => {
        asked.current = "";
      },
    );
  }, [sites, kind]);

  useEffect(() => {
    if (atFirst) ask();
  }, [atFirst, ask]);

  const own = new Set(known.map(({ id }) => id));
  const spots = [...known, ...found.filter(({ id }) => !own.has(id))];
  return (
    <details
      className="portal-spot-kind"
      open={atFirst}
      data-kind={kind}
      onToggle={(event) => event.currentTarget.open && ask()}
    >
      <summary>
        <SpotPicture kind={kind} />
        {kinds(kind)}
      </summary>
      {spots.length > 0 && (
        <div>
          {spots.map((spot) => (
            <PlaceCard key={spot.id} place={spot} chosen={chosen === spot.id} choose={() => choose(spot)} />
          ))}
        </div>
      )}
    </details>
  );
}
