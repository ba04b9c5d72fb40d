"use client";
import { useTranslations } from "use-intl";
import type { Outputs } from "#app/_trpc/client.ts";
import { useWords } from "./useWords.ts";

type First = NonNullable<Outputs["repeat"]["of"]["repeat"]>["first"];

/** What was done at the first repair: visit by visit, with its parts, and the whole record to open. */
export function FirstRepair({ first, siteId }: { first: First; siteId: string }) {
  const t = useTranslations("repeat");
  const unit = useTranslations("parts.units");
  const drawer = useTranslations("control.drawer");
  const words = useWords();
  return (
    <>
      {first.visits.map((visit) => (
        <dl key={visit.at} className="drawer-facts">
          <div>
            <dt>
              <time>{words.time(visit.at, siteId)}</time>
            </dt>
            <dd>
              {words.person(visit.technician)} · {t(`result.${visit.result}`)}
            </dd>
          </div>
          {(["found", "done", "materials"] as const).map(
            (name) =>
              visit[name] !== "" && (
                <div key={name}>
                  <dt>{t(name)}</dt>
                  <dd>{visit[name]}</dd>
                </div>
              ),
          )}
        </dl>
      ))}
      {first.parts.length > 0 && (
        <p>
          {t("parts")}:{" "}
          {first.parts
            .map((part) => `${words.zh ? part.nameZh : part.nameEn} × ${part.quantity} ${unit(part.unit)}`)
            .join(" · ")}
        </p>
      )}
      <p>
        <a className="drawer-print" href={`/records/${first.ticketId}`} target="_blank" rel="noreferrer">
          {drawer("printRecord")} {first.number}
        </a>
      </p>
    </>
  );
}
