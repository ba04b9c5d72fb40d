"use client";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { phoneWords } from "../phoneWords.ts";
import { forgetDanger, isOld, sendAgain, type ToldDanger } from "./toldDangers.ts";

/** How far one is that was told of: never "sent" before the server has said its number. */
export function DangerSent({ told, again }: { told: ToldDanger; again?: () => void }) {
  const t = useTranslations("portal.tell");
  const portal = useTranslations("portal");
  const refusal = useRefusalWords();
  const name = portal(`danger.${told.danger}.name`);
  const call = told.hotline !== null && (
    <a className="portal-button portal-button-danger" href={`tel:${told.hotline}`}>
      {portal("call", { number: phoneWords(told.hotline) })}
    </a>
  );
  if (told.state === "sent")
    return (
      <div className="portal-told" data-testid="danger-told" data-state="sent">
        <p role="status">
          <strong>{t(told.joined ? "joined" : "sent", { number: told.number ?? "" })}</strong>
        </p>
        <a className="portal-button portal-button-main" href={told.link}>
          {t("follow")}
        </a>
        {again && (
          <button type="button" className="portal-button portal-button-plain" onClick={again}>
            {t("more")}
          </button>
        )}
      </div>
    );
  if (told.state === "sending")
    return (
      <div className="portal-told" data-testid="danger-told" data-state="sending">
        <p role="status">{t("sending")}</p>
        {call}
      </div>
    );
  return (
    <div className="portal-told" data-testid="danger-told" data-state={told.state}>
      <p role="alert">
        <strong>
          {told.state === "refused" && told.refusal
            ? t("refused", { name, why: refusal(told.refusal) })
            : t(isOld(told) ? "old" : "unsent", { name })}
        </strong>
      </p>
      {call}
      {isOld(told) && (
        <button
          type="button"
          className="portal-button portal-button-plain"
          onClick={() => sendAgain(told.key)}
        >
          {t("still")}
        </button>
      )}
      {(isOld(told) || told.state === "refused") && (
        <button
          type="button"
          className="portal-button portal-button-plain"
          onClick={() => forgetDanger(told.key)}
        >
          {t("drop")}
        </button>
      )}
    </div>
  );
}
