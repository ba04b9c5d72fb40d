"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useLocale, useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { Ready } from "#app/_ui/Ready.tsx";
import type { PlateWords } from "#server/domain/place/plate.ts";
import type { Line } from "../Dangers.tsx";
import type { Danger } from "../dangers.ts";
import { callable } from "../lines.ts";
import { FieldProblem, type Problem } from "../Problems.tsx";
import { ChooseSpot } from "../spots/ChooseSpot.tsx";
import type { Spot } from "../spots/kinds.ts";
import { MeantSpots } from "../spots/MeantSpots.tsx";
import { DangerSent } from "./DangerSent.tsx";
import { isNews, tellDanger, useToldDangers } from "./toldDangers.ts";

/** Where the device was last: whoever reports for the second time need not say it again. */
const lastSite = "mendline.site";

export type Where = {
  /** The label that was scanned: nothing else is asked. */
  scanned?: { placeId: string; secret: string; siteId: string; plate: PlateWords };
  /** Own homes of whoever is signed in. */
  homes?: Array<Pick<Spot, "id" | "siteId" | "plate">>;
  signedIn?: boolean;
};

/** Tells the desk, without an account and without a limit: one press where the place is known, else where it is. */
export function TellDanger({ danger, lines, where }: { danger: Danger; lines: Line[]; where: Where }) {
  const t = useTranslations("portal.tell");
  const portal = useTranslations("portal");
  const locale = useLocale().startsWith("zh") ? "zh" : "en";
  const { scanned, signedIn = false } = where;
  const homes = danger === "trapped" || scanned !== undefined ? [] : (where.homes ?? []);
  const [siteId, setSiteId] = useState(scanned?.siteId ?? onlyOne(lines));
  const [homeId, setHomeId] = useState(homes.length === 1 && danger !== "falling" ? homes[0]!.id : "");
  const [spot, setSpot] = useState<Spot | null>(null);
  const [placeWords, setPlaceWords] = useState("");
  const [phone, setPhone] = useState("");
  const [words, setWords] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const [more, setMore] = useState(false);
  const sendButton = useRef<HTMLButtonElement>(null);
  const told = useToldDangers().find((each) => each.danger === danger && isNews(each));
  const home = homes.find((each) => each.id === homeId);
  const at = home?.siteId ?? spot?.siteId ?? siteId;

  useEffect(() => {
    try {
      const last = localStorage.getItem(lastSite);
      if (last !== null && lines.some(({ id }) => id === last)) setSiteId((now) => now || last);
    } catch {
      // A forbidden store: it is asked.
    }
  }, [lines]);

  /** The list is gone then: the press that sends it is next. */
  function chooseSpot(chosen: Spot) {
    flushSync(() => setSpot(chosen));
    sendButton.current?.focus();
  }

  function send(event: FormEvent) {
    event.preventDefault();
    if (at === "") {
      setProblems([{ field: "danger-site", words: t("needSite") }]);
      document.getElementById("danger-site")?.querySelector("input")?.focus();
      return;
    }
    setProblems([]);
    try {
      localStorage.setItem(lastSite, at);
    } catch {
      // It is asked again next time.
    }
    const place =
      scanned !== undefined
        ? { placeId: scanned.placeId, placeCode: scanned.secret, siteId: scanned.siteId }
        : { siteId: at, ...((home ?? spot) ? { placeId: (home ?? spot)!.id } : {}) };
    const hotline = callable([...lines.filter(({ id }) => id === at), ...lines])[0]?.number ?? null;
    tellDanger({ danger, ...place, placeWords, words, phone, locale }, hotline);
    setMore(false);
  }

  if (told !== undefined && !more) return <DangerSent told={told} again={() => setMore(true)} />;
  const button = (
    <button
      ref={sendButton}
      type="submit"
      className="portal-button portal-button-main"
      data-testid="tell-danger"
    >
      {portal("danger.also")}
    </button>
  );
  const known = scanned !== undefined || home !== undefined;
  return (
    <form className="portal-tell" noValidate onSubmit={send} aria-labelledby="tell-title">
      <h2 id="tell-title">{t("title")}</h2>
      <p>{t(signedIn ? "rings" : "free")}</p>
      <Ready>
        {scanned && <Plate place={scanned.plate[locale]} size="m" />}
        {homes.length > 0 && (
          <fieldset>
            <legend className="visually-hidden">{t("home")}</legend>
            {homes.map((each) => (
              <label key={each.id} className="portal-choice">
                <input
                  type="radio"
                  name="danger-home"
                  checked={homeId === each.id}
                  onChange={() => setHomeId(each.id)}
                />
                <Plate place={each.plate[locale]} size="m" />
              </label>
            ))}
            <label className="portal-choice">
              <input type="radio" name="danger-home" checked={homeId === ""} onChange={() => setHomeId("")} />
              <span>{t("notHome")}</span>
            </label>
          </fieldset>
        )}
        {known && button}
        {!known && lines.length > 1 && (
          <fieldset id="danger-site" aria-describedby="danger-site-problem">
            <legend>{t("site")}</legend>
            <FieldProblem field="danger-site" problems={problems} />
            <div className="portal-sites">
              {lines.map((line) => (
                <label key={line.id} className="portal-choice">
                  <input
                    type="radio"
                    name="danger-site"
                    checked={siteId === line.id}
                    onChange={() => {
                      setSiteId(line.id);
                      setSpot(null);
                    }}
                  />
                  <span>{line.name}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        {!known && (
          <div className="portal-field">
            <label htmlFor="danger-where">{t("where")}</label>
            <p id="danger-where-hint">{t("whereHint")}</p>
            <input
              id="danger-where"
              dir="auto"
              value={placeWords}
              aria-describedby="danger-where-hint"
              onChange={(event) => setPlaceWords(event.target.value)}
            />
            <MeantSpots siteId={at} words={spot === null ? placeWords : ""} choose={chooseSpot} />
          </div>
        )}
        {spot !== null && !known && (
          <div className="portal-spot" role="status">
            <Plate place={spot.plate[locale]} size="m" />
            <button type="button" className="portal-link" onClick={() => setSpot(null)}>
              {t("otherSpot")}
            </button>
          </div>
        )}
        {!known && button}
        {!known && spot === null && at !== "" && (
          <ChooseSpot
            siteIds={[at]}
            chosen={null}
            choose={chooseSpot}
            first={danger === "trapped" ? "lift" : null}
          />
        )}
        <details className="portal-group">
          <summary>{t("besides")}</summary>
          {!signedIn && (
            <div className="portal-field">
              <label htmlFor="danger-phone">{t("phone")}</label>
              <input
                id="danger-phone"
                type="tel"
                autoComplete="tel"
                value={phone}
                onChange={(event) => setPhone(event.target.value)}
              />
            </div>
          )}
          <div className="portal-field">
            <label htmlFor="danger-words">{t("words")}</label>
            <textarea
              id="danger-words"
              dir="auto"
              rows={3}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </div>
        </details>
      </Ready>
    </form>
  );
}

/** The site that needs no asking: the only one there is, or the only one where they have a home. */
function onlyOne(lines: Line[]): string {
  const own = lines.filter(({ mine }) => mine);
  const likely = own.length > 0 ? own : lines;
  return likely.length === 1 ? likely[0]!.id : "";
}
