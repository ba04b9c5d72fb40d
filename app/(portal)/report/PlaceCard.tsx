"use client";
import { useLocale } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import type { Place } from "./draft.ts";

type Props = { place: Place; chosen: boolean; choose: (place: Place) => void };

/** One place to choose, as the plate that hangs there. */
export function PlaceCard({ place, chosen, choose }: Props) {
  const zh = useLocale().startsWith("zh");
  return (
    <label className="portal-choice">
      <input type="radio" name="placeId" value={place.id} checked={chosen} onChange={() => choose(place)} />
      <Plate place={zh ? place.plate.zh : place.plate.en} size="m" />
    </label>
  );
}
