"use client";
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { Detail } from "./detail.ts";

const send = (sent: Inputs["place"]["writeGuide"]) => api.place.writeGuide.mutate(sent);
const parts = ["way", "access", "valve"] as const;

/** How to get there, which floor, how to get in and where to shut off. Who stands there can tell the next one. */
export function Way({ detail, refetch }: { detail: Detail; refetch(): Promise<void> }) {
  const t = useTranslations("field.way");
  const { place, placeWords, guide } = detail;
  const known = { way: guide.way, access: place.note, valve: guide.valve };
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
      <ForTheNext
        key={parts.map((part) => known[part]).join("\n")}
        detail={detail}
        known={known}
        refetch={refetch}
      />
    </section>
  );
}

type Known = Record<(typeof parts)[number], string>;

function ForTheNext({ detail, known, refetch }: { detail: Detail; known: Known; refetch(): Promise<void> }) {
  const t = useTranslations("field.way");
  const refusal = useRefusalWords();
  const { run, pending, told } = useCommand(send);
  const fold = useRef<HTMLDetailsElement>(null);
  const [written, setWritten] = useState(known);
  const [whole, setWhole] = useState(false);
  const id = useId();
  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await run({ placeId: detail.place.id, ...written, whole });
    if (!sent.ok) return;
    if (fold.current) fold.current.open = false;
    await refetch();
  }
  return (
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
              value={written[part]}
              onChange={(event) => setWritten({ ...written, [part]: event.target.value })}
            />
          </p>
        ))}
        {detail.guide.floors !== null && (
          <label className="field-way-whole">
            <input type="checkbox" checked={whole} onChange={(event) => setWhole(event.target.checked)} />
            <span>{t("whole")}</span>
          </label>
        )}
        <button type="submit" className="field-plain" aria-disabled={pending} data-testid="way-save">
          {t("save")}
        </button>
        <p role="status">{told && (told.code === "OFFLINE" ? t("offline") : refusal(told))}</p>
      </form>
    </details>
  );
}
