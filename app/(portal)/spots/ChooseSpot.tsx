"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { kindOrder, type Spot, type SpotKind } from "./kinds.ts";
import { SpotTile } from "./SpotTile.tsx";

type Props = {
  siteIds: string[];
  /** What is known already, without asking. */
  known?: Spot[];
  chosen: string | null;
  choose: (spot: Spot) => void;
  /** The kind that is open from the start. */
  first?: SpotKind | null;
};

/** A public place by its picture: a kind is tapped, then one of that kind, the nearest first. */
export function ChooseSpot({ siteIds, known = [], chosen, choose, first = null }: Props) {
  const t = useTranslations("portal.spots");
  const [kinds, setKinds] = useState<Set<SpotKind>>(new Set(known.map(({ kind }) => kind)));
  const sites = siteIds.join(" ");
  useEffect(() => {
    let gone = false;
    for (const siteId of sites.split(" ").filter(Boolean)) {
      api.place.spots.query({ siteId }).then(
        (answer) => {
          if (!gone) setKinds((before) => new Set([...before, ...answer.kinds.map(({ kind }) => kind)]));
        },
        () => {},
      );
    }
    return () => {
      gone = true;
    };
  }, [sites]);
  const shown = kindOrder.filter((kind) => kinds.has(kind));
  if (shown.length === 0) return null;
  return (
    <fieldset className="portal-spots">
      <legend className="visually-hidden">{t("title")}</legend>
      {shown.map((kind) => (
        <SpotTile
          key={kind}
          kind={kind}
          siteIds={siteIds}
          known={known.filter((spot) => spot.kind === kind)}
          chosen={chosen}
          choose={choose}
          open={kind === first || known.some((spot) => spot.kind === kind && spot.id === chosen)}
        />
      ))}
    </fieldset>
  );
}
