"use client";
import { PencilLine } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Outputs } from "#app/_trpc/client.ts";
import { FieldProblem, type Problem } from "../Problems.tsx";
import { ChooseSpot } from "../spots/ChooseSpot.tsx";
import { kindOrder } from "../spots/kinds.ts";
import { MeantSpots } from "../spots/MeantSpots.tsx";
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
/** Where: one of my homes, or a public place found by its kind or by typing; then the exact spot in words. */
export function WhereStep({ draft, change, problems, choices, fault }: Props) {
  const t = useTranslations("portal.report.where");
  const kinds = useTranslations("portal.kind");
  const zh = useLocale().startsWith("zh");
  const [filter, setFilter] = useState("");
  const [chosenSite, setChosenSite] = useState<string | null>(null);
  const inWords = draft?.elsewhere ?? null;
  // Whoever has no home anywhere says first at which estate it is.
  const visits = choices.homes.length === 0 && choices.spots.length === 0;
  const spotAt = [...choices.scanned, ...(draft?.spot ? [draft.spot] : [])].find(
    ({ id }) => id === draft?.placeId,
  )?.siteId;
  const siteId =
    chosenSite ?? spotAt ?? inWords ?? (choices.sites.length === 1 ? (choices.sites[0]?.id ?? null) : null);
  const sites = visits ? choices.sites.filter(({ id }) => id === siteId) : choices.sites;
  const onlyPublic = fault?.at === "public" && fault.danger !== null;
  const homes = onlyPublic ? [] : choices.homes;
  const found = findSpots(
    filter,
    choices.spots,
    (spot) => choices.sites.filter(({ id }) => id === spot.siteId).flatMap((at) => [at.nameZh, at.nameEn]),
    (spot) => kinds(spot.kind),
  );
  const shown = filter === "" ? [] : found.slice(0, mostShown);
  const groups = kindOrder.flatMap((kind) => {
    const spots = shown.filter((spot) => spot.kind === kind);
    return spots.length > 0 ? [{ kind, spots }] : [];
  });

  function choose(place: Place) {
    // A fault that cannot happen there was chosen for another place.
    const stays = fault === null || fits(fault, place);
    const listed = [...choices.homes, ...choices.scanned, ...choices.spots].some(({ id }) => id === place.id);
    const spot = listed ? null : place;
    change({ placeId: place.id, spot, elsewhere: null, ...(stays ? {} : { faultCode: null }) });
  }
  const card = (place: Place) => (
    <PlaceCard key={place.id} place={place} chosen={draft?.placeId === place.id} choose={choose} />
  );

  return (
    <>
      {visits && choices.scanned.length === 0 && <p>{t("visitor")}</p>}
      {visits && choices.sites.length > 1 && (
        <fieldset id="site">
          <legend>{t("whichSite")}</legend>
          <div className="portal-sites">
            {choices.sites.map((site) => (
              <label key={site.id} className="portal-choice">
                <input
                  type="radio"
                  name="site"
                  value={site.id}
                  checked={siteId === site.id}
                  onChange={() => {
                    setChosenSite(site.id);
                    change({ placeId: null, spot: null, elsewhere: null });
                  }}
                />
                <span>{zh ? site.nameZh : site.nameEn}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
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
        {visits && siteId !== null && <MeantSpots siteId={siteId} words={filter} choose={choose} />}
        {filter === "" && (
          <ChooseSpot
            // Drawn anew once the draft is there, and for another site.
            key={`${draft ? "draft" : "blank"} ${visits ? siteId : ""}`}
            siteIds={sites.map(({ id }) => id)}
            known={[...choices.spots, ...(draft?.spot ? [draft.spot] : [])]}
            chosen={draft?.placeId ?? null}
            choose={choose}
          />
        )}
        {groups.map(({ kind, spots }) => (
          <Group
            key={kind}
            open
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
          {!visits && found.length === 0 ? t("nothing", { text: filter }) : ""}
          {filter !== "" && found.length > shown.length
            ? t("more", { count: found.length - shown.length })
            : ""}
        </p>
        {sites.length > 0 && <h2>{t("elsewhere")}</h2>}
        {sites.map((site) => (
          <label key={site.id} className="portal-choice">
            <input
              type="radio"
              name="placeId"
              value={`elsewhere-${site.id}`}
              checked={draft?.elsewhere === site.id}
              onChange={() => change({ placeId: null, spot: null, elsewhere: site.id })}
            />
            <span className="portal-with-glyph">
              <PencilLine aria-hidden size={24} strokeWidth={1.75} />
              {t("inWords", { site: zh ? site.nameZh : site.nameEn })}
            </span>
          </label>
        ))}
      </fieldset>
      <div className="portal-field">
        <label htmlFor="placeWords">{inWords ? t("wordsNeeded") : t("words")}</label>
        <p id="placeWords-hint">{inWords ? t("wordsNeededHint") : t("wordsHint")}</p>
        <FieldProblem field="placeWords" problems={problems} />
        <input
          id="placeWords"
          value={draft?.placeWords ?? ""}
          maxLength={200}
          dir="auto"
          aria-invalid={problems.some((problem) => problem.field === "placeWords")}
          aria-describedby="placeWords-hint placeWords-problem"
          onChange={(event) => change({ placeWords: event.target.value })}
        />
        {inWords && <MeantSpots siteId={inWords} words={draft?.placeWords ?? ""} choose={choose} />}
      </div>
    </>
  );
}
