"use client";
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { guideAsKept } from "../../_outbox/asKept.ts";
import { useOutbox } from "../../_outbox/useOutbox.ts";
import { useBeside } from "../../useBeside.ts";
import type { Detail } from "./detail.ts";

const parts = ["way", "access", "valve"] as const;

/** How to get there, which floor, how to get in and where to shut off. Who stands there can tell the next one. */
export function Way({ detail, personId }: { detail: Detail; personId: string }) {
  const t = useTranslations("field.way");
  const { place, placeWords, guide } = detail;
  const { commands } = useOutbox();
  const atOffice = { way: guide.way, access: place.note, valve: guide.valve };
  const known = guideAsKept(atOffice, commands, place.id);
  return (
    <section className="field-way" aria-labelledby="way-title" data-testid="way">
      <h2 id="way-title">{t("title")}</h2>
      <dl>
        {placeWords !== "" && (
          <div>
            <dt>{t("spot")}</dt>
            <dd className="field-words" dir="auto">
              {placeWords}
            </dd>
          </div>
        )}
        {place.floor !== null && (
          <div data-testid="floor">
            <dt>{t("floor")}</dt>
            <dd className="field-strong">
              {guide.floors === null
                ? t("floorIs", { floor: place.floor })
                : t("floorOf", { floor: place.floor, floors: guide.floors })}
            </dd>
          </div>
        )}
        {parts.map((part) => (
          <div key={part} data-testid={part}>
            <dt>{t(part)}</dt>
            <dd className={known[part] === "" ? "field-aside" : "field-words field-strong"} dir="auto">
              {known[part] || t("unknown")}
            </dd>
          </div>
        ))}
      </dl>
      <ForTheNext detail={detail} known={known} personId={personId} />
    </section>
  );
}

type Part = (typeof parts)[number];
type Known = Record<Part, string>;
type ForNext = { detail: Detail; known: Known; personId: string };

/** Each thing that he has changed goes for itself, with what stood there when he wrote. */
function ForTheNext({ detail, known, personId }: ForNext) {
  const t = useTranslations("field.way");
  const { ticket, site, place } = detail;
  const about = { number: ticket.number, plate: ticket.plate, timeZone: site.timeZone };
  const { keep, said } = useBeside(personId, about);
  const fold = useRef<HTMLDetailsElement>(null);
  /** What he has written, each with what stood there when he began: news from the office take none of it away. */
  const [written, setWritten] = useState<Partial<Record<Part, { was: string; is: string }>>>({});
  const [whole, setWhole] = useState(false);
  const id = useId();
  async function submit(event: FormEvent) {
    event.preventDefault();
    for (const part of parts) {
      const { was, is } = written[part] ?? { was: "", is: "" };
      if (was.trim() === is.trim()) continue;
      const said = { [part]: is, seen: { [part]: was }, whole };
      const kept = await keep({ verb: "guide", ticketId: ticket.id, placeId: place.id, ...said }, t("saved"));
      if (!kept) return;
    }
    setWritten({});
    if (fold.current) fold.current.open = false;
  }
  return (
    <>
      <details className="field-more" ref={fold}>
        <summary data-testid="way-write">{t("write")}</summary>
        <form className="field-way-form" onSubmit={submit}>
          {parts.map((part) => (
            <p key={part}>
              <label htmlFor={`${id}${part}`}>{t(part)}</label>
              <textarea
                id={`${id}${part}`}
                name={part}
                rows={2}
                maxLength={300}
                dir="auto"
                value={written[part]?.is ?? known[part]}
                onChange={({ target }) =>
                  setWritten({
                    ...written,
                    [part]: { was: written[part]?.was ?? known[part], is: target.value },
                  })
                }
              />
            </p>
          ))}
          {detail.guide.floors !== null && (
            <label className="field-way-whole">
              <input type="checkbox" checked={whole} onChange={(event) => setWhole(event.target.checked)} />
              <span>{t("whole")}</span>
            </label>
          )}
          <button type="submit" className="field-plain" data-testid="way-save">
            {t("save")}
          </button>
        </form>
      </details>
      <p role="status" data-testid="way-said">
        {said}
      </p>
    </>
  );
}
