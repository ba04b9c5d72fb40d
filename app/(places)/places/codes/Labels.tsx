"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { labelsPerSheet, type RevokeReason, revokeReasons } from "#server/domain/place/code.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { Filter } from "./Filter.tsx";
import { Sheets } from "./Sheets.tsx";

export type Found = Outputs["placeCode"]["list"];
export type LabelPlace = Found["places"][number];

type Props = {
  found: Found;
  chosen: { building: string; kind: string };
  may: { make: boolean; revoke: boolean };
};

const makeCodes = (sent: Inputs["placeCode"]["make"]) => api.placeCode.make.mutate(sent);
const revokeCodes = (sent: Inputs["placeCode"]["revoke"]) => api.placeCode.revoke.mutate(sent);

/** The places with their labels: choose some, then make, print or revoke. What is printed is what is chosen. */
export function Labels({ found, chosen, may }: Props) {
  const t = useTranslations("desk.codes");
  const refusal = useRefusalWords();
  const router = useRouter();
  const zh = useLocale().startsWith("zh");
  const make = useCommand(makeCodes);
  const revoke = useCommand(revokeCodes);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [ending, setEnding] = useState(false);
  const [reason, setReason] = useState<RevokeReason | null>(null);
  const [renew, setRenew] = useState(true);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const { places } = found;
  const some = places.filter((place) => picked.has(place.placeId));
  const printable = some.filter((place) => place.code !== null);
  const pending = make.pending || revoke.pending;
  const name = (place: LabelPlace) => plateLine(zh ? place.plate.zh : place.plate.en);

  function pick(ids: string[], on: boolean) {
    const next = new Set(picked);
    for (const id of ids)
      if (on) next.add(id);
      else next.delete(id);
    setPicked(next);
  }
  async function makeThem() {
    if (some.length === 0 || pending) return;
    setProblem("");
    const made = await make.run({ placeIds: some.map((place) => place.placeId) });
    if (!made.ok) return setProblem(refusal(made.told));
    setSaid(t("made", { count: made.result.made }));
    router.refresh();
  }
  async function endThem() {
    if (pending) return;
    if (reason === null) return setProblem(t("needReason"));
    setProblem("");
    const ended = await revoke.run({ placeIds: some.map((place) => place.placeId), reason, renew });
    if (!ended.ok) return setProblem(refusal(ended.told));
    setSaid(t("revoked", { count: ended.result.revoked }));
    setEnding(false);
    router.refresh();
  }

  return (
    <>
      <Filter found={found} chosen={chosen} />
      <p>
        {t("count", { count: places.length, labelled: places.filter((place) => place.code).length })}
        {found.more && ` ${t("more", { shown: places.length })}`}
      </p>
      <div className="places-acts">
        {may.make && (
          <button
            type="button"
            className="places-button"
            aria-disabled={some.length === 0}
            onClick={makeThem}
          >
            {make.pending ? t("working") : t("make", { count: some.filter((place) => !place.code).length })}
          </button>
        )}
        <button
          type="button"
          className="places-button"
          data-main="true"
          aria-disabled={printable.length === 0}
          onClick={() => printable.length > 0 && window.print()}
        >
          {t("print", { count: printable.length })}
        </button>
        {may.revoke && !ending && (
          <button
            type="button"
            className="places-button"
            aria-disabled={printable.length === 0}
            onClick={() => printable.length > 0 && setEnding(true)}
          >
            {t("revoke")}
          </button>
        )}
        {printable.length > 0 && (
          <span>
            {t("sheets", { count: Math.ceil(printable.length / labelsPerSheet), per: labelsPerSheet })}
          </span>
        )}
      </div>
      <p role="status">{said}</p>
      <p role="alert" className="places-problem">
        {problem}
      </p>
      {ending && (
        <fieldset className="places-ending">
          <legend>{t("reason")}</legend>
          {revokeReasons.map((each) => (
            <label key={each}>
              <input type="radio" name="reason" checked={reason === each} onChange={() => setReason(each)} />
              {t(`reasons.${each}`)}
            </label>
          ))}
          <label>
            <input type="checkbox" checked={renew} onChange={(event) => setRenew(event.target.checked)} />
            {t("renew")}
          </label>
          <div className="places-acts">
            <button type="button" className="places-button" data-main="true" onClick={endThem}>
              {revoke.pending ? t("working") : t("confirm", { count: printable.length })}
            </button>
            <button type="button" className="places-button" onClick={() => setEnding(false)}>
              {t("cancel")}
            </button>
          </div>
        </fieldset>
      )}
      {places.length === 0 ? (
        <p>{t("empty")}</p>
      ) : (
        <table className="places-table">
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label={t("all")}
                  checked={some.length === places.length}
                  onChange={(event) =>
                    pick(
                      places.map((place) => place.placeId),
                      event.target.checked,
                    )
                  }
                />
              </th>
              <th scope="col">{t("place")}</th>
              <th scope="col">{t("state")}</th>
            </tr>
          </thead>
          <tbody>
            {places.map((place) => (
              <tr key={place.placeId}>
                <td>
                  <input
                    type="checkbox"
                    value={place.placeId}
                    aria-label={t("choose", { place: name(place) })}
                    checked={picked.has(place.placeId)}
                    onChange={(event) => pick([place.placeId], event.target.checked)}
                  />
                </td>
                <td>{name(place)}</td>
                <td data-live={place.code !== null}>
                  {place.code ? t("since", { time: place.code.since.slice(0, 10) }) : t("none")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Sheets site={found.site} places={printable} />
    </>
  );
}
