"use client";
import { useTranslations } from "use-intl";
import type { Sent } from "./useDraft.ts";

/** In place of the form once it has been sent. */
export function SentAlready({ sent, again }: { sent: Sent; again: () => void }) {
  const t = useTranslations("portal.report.sent");
  return (
    <>
      <h1>{t("title")}</h1>
      <p>{t("words", { number: sent.number })}</p>
      <div className="portal-acts">
        <a className="portal-button portal-button-main" href={`/repairs/${sent.ticketId}`}>
          {t("see")}
        </a>
        <button type="button" className="portal-button portal-button-plain" onClick={again}>
          {t("another")}
        </button>
      </div>
    </>
  );
}
