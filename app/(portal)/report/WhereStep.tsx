"use client";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Outputs } from "#app/_trpc/client.ts";
import { FieldProblem, type Problem } from "../Problems.tsx";
import { type Draft, type Fault, fits, type Place } from "./draft.ts";
import { findSpots } from "./findSpots.ts";
import { Group } from "./Group.tsx";
import { PlaceCard } from "./PlaceCard.tsx";

type Props = {
  draft: Draft | null;
  change: (patch: Partial<Draft>) => void;
  problems: Problem[];
  choices: Outputs["place"]["choices"] & { scanned: Place[] };
  fault: Fault | null;
};

const mostShown = 40;
/** Where people have most to report, first. */
const kindOrder = [
  "lift",
  "lobby",
  "corridor",
  "stairs",
  "garage",
  "gate",
  "garden",
  "playground",
  "bin_room",
  "roof",
  "pump_room",
  "power_room",
  "fire_room",
  "other",
] as const satisfies ReadonlyArray<Place["kind"]>;

/** Where: one of my homes, or a public place found by its kind or by typing; then the exact spot in words. */
export function WhereStep({ draft, change, problems, choices, fault }: Props) {
  const t = useTranslations("portal.report.where");
  const kinds = useTranslations("portal.kind");
  const zh = useLocale().startsWith("zh");
  const [filter, setFilter] = useState("");
  const onlyPublic = fault?.at === "public" && fault.danger !== null;
  const homes = onlyPublic ? [] : choices.homes;
  const found = findSpots(
    filter,
    choices.spots,
    (spot) => choices.sites.filter(({ id }) => id === spot.siteId).flatMap((at) => [at.nameZh, at.nameEn]),
    (spot) => kinds(spot.kind),
  );
  const shown = filter === "" ? found : found.slice(0, mostShown);
  const groups = kindOrder.flatMap((kind) => {
    const spots = shown.filter((spot) => spot.kind === kind);
    return spots.length > 0 ? [{ kind, spots }] : [];
  });

  function choose(place: Place) {
    // A fault that cannot happen there was chosen for another place.
    const stays = fault === null || fits(fault, place);
    change({ placeId: place.id, ...(stays ? {} : { faultCode: null }) });
  }
  const card = (place: Place) => (
    <PlaceCard key={place.id} place={place} chosen={draft?.placeId === place.id} choose={choose} />
  );

  return (
    <>
      <fieldset id="placeId" aria-describedby="placeId-problem">
        <legend className="visually-hidden">{t("title")}</legend>
        <FieldProblem field="placeId" problems={problems} />
        {onlyPublic && <p>{t("onlyPublic", { fault: zh ? fault.nameZh : fault.nameEn })}</p>}
        {choices.scanned.length > 0 && (
          <>
            <h2>{t("scanned")}</h2>
            {choices.scanned.map(card)}
          </>
        )}
        {homes.length > 0 && (
          <>
            <h2>{t("homes")}</h2>
            {homes.map(card)}
          </>
        )}
        <h2>{t("public")}</h2>
        <div className="portal-field">
          <label htmlFor="place-filter">{t("filter")}</label>
          <p id="place-filter-hint">{t("filterHint")}</p>
          <input
            id="place-filter"
            type="search"
            value={filter}
            aria-describedby="place-filter-hint"
            onChange={(event) => setFilter(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          />
        </div>
        {groups.map(({ kind, spots }) => (
          <Group
            // Drawn anew once the draft is there, and open while something is typed.
            key={`${kind}${filter === "" ? "" : "*"}${draft ? "" : "?"}`}
            open={filter !== "" || spots.some((spot) => spot.id === draft?.placeId)}
            summary={
              <>
                {kinds(kind)} <span className="portal-figures">{spots.length}</span>
              </>
            }
          >
            {spots.map(card)}
          </Group>
        ))}
        <p role="status">
          {found.length === 0 ? t("nothing", { text: filter }) : ""}
          {found.length > shown.length ? t("more", { count: found.length - shown.length }) : ""}
        </p>
      </fieldset>
      <div className="portal-field">
        <label htmlFor="placeWords">{t("words")}</label>
        <p id="placeWords-hint">{t("wordsHint")}</p>
        <FieldProblem field="placeWords" problems={problems} />
        <input
          id="placeWords"
          value={draft?.placeWords ?? ""}
          maxLength={200}
          aria-describedby="placeWords-hint placeWords-problem"
          onChange={(event) => change({ placeWords: event.target.value })}
        />
      </div>
    </>
  );
}
