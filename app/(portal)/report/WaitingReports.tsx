"use client";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { linkSecret } from "#app/_link/secret.ts";
import { phoneWords } from "../phoneWords.ts";
import { useNow } from "../useNow.ts";
import {
  forget,
  goOnWith,
  isFirstTry,
  isOld,
  sendNow,
  takeBack,
  useWaiting,
  type Waiting,
} from "./waiting.ts";

/** On every page of this person: what they have pressed and has not gone yet. A tracking page speaks for its link alone. */
export function WaitingReports({ personId, now }: { personId: string; now: string }) {
  const waiting = useWaiting(personId);
  const at = Date.parse(useNow(now));
  const shown = waiting.filter(({ draft }) => !isFirstTry(draft.key));
  if (shown.length === 0 || linkSecret() !== null) return null;
  return (
    <div className="portal-unsent">
      {shown.map((each) => (
        <WaitingReport key={each.draft.key} waiting={each} now={at} />
      ))}
    </div>
  );
}

/** How far one is: never "sent" before the office has said its number. */
function WaitingReport({ waiting, now }: { waiting: Waiting; now: number }) {
  const t = useTranslations("portal.waits");
  const portal = useTranslations("portal");
  const refusal = useRefusalWords();
  const { draft, state, told, sent, hotline, grave, maybe } = waiting;
  const { key } = draft;
  const old = isOld(waiting);
  const already = told?.code === "IDEMPOTENCY_MISMATCH";
  const signedOut = state === "waiting" && told?.code === "NOT_SIGNED_IN";

  function words(): string {
    if (state === "sent") return t("sent", { number: sent?.number ?? "" });
    if (state === "held") return t("held");
    if (already) return portal("report.check.already");
    if (state === "refused") return told ? t("refused", { why: refusal(told) }) : "";
    if (signedOut) return t("signIn");
    return old ? t("old") : t("waiting", { since: sinceWords() });
  }
  function sinceWords(): string {
    const minutes = Math.max(0, Math.floor((now - waiting.at) / 60_000));
    return minutes < 60 ? t("minutes", { minutes }) : t("hours", { hours: Math.floor(minutes / 60) });
  }
  const plain = (name: string, press: () => void, main = false) => (
    <button
      type="button"
      className={`portal-button portal-button-${main ? "main" : "plain"}`}
      onClick={press}
    >
      {name}
    </button>
  );
  async function goOn() {
    await goOnWith(key);
    window.location.assign("/report?step=check");
  }

  return (
    <div className="portal-told" data-testid="waiting-report" data-state={state}>
      <p role="status">
        <strong>{words()}</strong>
      </p>
      {draft.description !== "" && (
        <q className="portal-words" dir="auto">
          {draft.description.slice(0, 80)}
        </q>
      )}
      {state !== "sent" && state !== "held" && hotline !== null && (
        <a className={`portal-button portal-button-${grave ? "danger" : "plain"}`} href={`tel:${hotline}`}>
          {portal("call", { number: phoneWords(hotline) })}
        </a>
      )}
      {state === "held" && maybe && <p>{t("maybe")}</p>}
      {signedOut && (
        <a className="portal-button portal-button-main" href="/sign-in?next=%2F">
          {portal("home.signIn")}
        </a>
      )}
      {state === "sent" && (
        <a className="portal-button portal-button-main" href={`/repairs/${sent?.ticketId}`}>
          {portal("report.sent.see")}
        </a>
      )}
      {(state === "held" || old) && plain(t("now"), () => sendNow(key), true)}
      {(state === "held" || (state === "refused" && !already)) && plain(t("goOn"), () => void goOn())}
      {state === "waiting" && !old && plain(t("takeBack"), () => takeBack(key))}
      {(state === "sent" || already) && plain(t("read"), () => void forget(key))}
      {(state === "held" || old || (state === "refused" && !already)) &&
        plain(t("drop"), () => void forget(key))}
    </div>
  );
}
