"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { placeInWords } from "#server/domain/place/plate.ts";
import { Combobox } from "./Combobox.tsx";
import { type Call, type Caller, placeIdOf } from "./call.ts";
import { FieldError, isWrong, type Problem } from "./FieldError.tsx";
import { GuidePart } from "./GuidePart.tsx";
import { useDeskWords } from "./useDeskWords.ts";

type Found = Outputs["place"]["search"]["places"];
type Props = {
  call: Call;
  put(patch: Partial<Call>): void;
  caller: Caller | null;
  sites: Outputs["hotline"]["sites"]["sites"];
  problems: Problem[];
};

/** Where: one of the caller's homes, or any place by what people call it. */
export function PlacePart({ call, put, caller, sites, problems }: Props) {
  const t = useTranslations("desk.place");
  const words = useDeskWords();
  const { typed, type, found, status } = useSearch();
  const homes = caller?.homes ?? [];
  const inWords = call.place?.elsewhereAt;
  const elsewhere =
    call.place !== null && inWords === undefined && !homes.some((home) => home.placeId === call.place?.id);

  return (
    <section aria-labelledby="place-title" className="desk-part">
      <h2 id="place-title">{t("title")}</h2>
      {homes.length > 0 && (
        <fieldset className="desk-choices desk-homes">
          <legend className="visually-hidden">{t("homes")}</legend>
          {homes.map((home) => (
            <label key={home.placeId} data-testid="place-option" data-place={home.placeId}>
              <input
                type="radio"
                name="place"
                checked={call.place?.id === home.placeId}
                onChange={() => put({ place: { id: home.placeId, plate: home.plate, siteId: home.siteId } })}
              />
              <Plate place={words.parts(home.plate)} size="s" />
              <small>{t(`relation.${home.relation}`)}</small>
            </label>
          ))}
        </fieldset>
      )}
      <GuidePart placeId={placeIdOf(call)} />
      <div className="desk-field">
        <label id="place-label" htmlFor="place">
          {homes.length > 0 ? t("other") : t("search")}
        </label>
        <Combobox
          id="place"
          testId="place-search"
          value={typed}
          type={type}
          items={found}
          keyOf={(item) => item.id}
          choose={(item) => {
            put({ place: { id: item.id, plate: item.plate, siteId: item.siteId } });
            type("");
          }}
          status={status === "" ? t("hint") : status}
          describedBy="place-error"
          invalid={isWrong("place", problems)}
        >
          {(item) => (
            <>
              <Plate place={words.parts(item.plate)} size="s" />
              <small>{words.zh ? item.siteZh : item.siteEn}</small>
            </>
          )}
        </Combobox>
        {elsewhere && call.place && (
          <p className="desk-chosen" data-testid="place-chosen">
            {t("chosen")} <Plate place={words.parts(call.place.plate)} size="s" />
          </p>
        )}
        <FieldError field="place" problems={problems} />
      </div>
      <details className="desk-more" open={inWords !== undefined}>
        <summary data-testid="on-no-list">{t("onNoList")}</summary>
        <fieldset className="desk-choices">
          <legend className="visually-hidden">{t("onNoList")}</legend>
          {sites.map((site) => (
            <label key={site.id} data-testid="place-in-words">
              <input
                type="radio"
                name="place"
                checked={inWords === site.id}
                onChange={() =>
                  put({ place: { id: site.id, plate: placeInWords, siteId: site.id, elsewhereAt: site.id } })
                }
              />
              {t("inWords", { site: words.zh ? site.nameZh : site.nameEn })}
            </label>
          ))}
        </fieldset>
      </details>
      <div className="desk-field">
        <label htmlFor="placeWords">{inWords === undefined ? t("exact") : t("wordsNeeded")}</label>
        <input
          id="placeWords"
          data-testid="place-words"
          autoComplete="off"
          maxLength={200}
          dir="auto"
          value={call.placeWords}
          aria-describedby="placeWords-error"
          onChange={(event) => put({ placeWords: event.target.value })}
        />
        <FieldError field="placeWords" problems={problems} />
      </div>
    </section>
  );
}

const pause = 150;

/** Places for what is typed; an answer to older words is not shown. */
function useSearch() {
  const t = useTranslations("desk.place");
  const refusal = useRefusalWords();
  const [typed, type] = useState("");
  const [found, setFound] = useState<Found>([]);
  const [status, setStatus] = useState("");
  const turn = useRef(0);
  useEffect(() => {
    const mine = ++turn.current;
    if (typed.trim() === "") {
      setFound([]);
      setStatus("");
      return;
    }
    const timer = setTimeout(async () => {
      try {
        const { places } = await api.place.search.query({ query: typed });
        if (turn.current !== mine) return;
        setFound(places);
        setStatus(t("found", { count: places.length }));
      } catch (error) {
        if (turn.current === mine) setStatus(refusal(toldBy(error)));
      }
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, t, refusal]);
  return { typed, type, found, status };
}
