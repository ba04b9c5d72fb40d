"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import type { Line } from "#app/(portal)/Dangers.tsx";
import { FieldProblem, type Problem, Problems } from "#app/(portal)/Problems.tsx";
import { CallInstead } from "./CallInstead.tsx";
import { enter } from "./enter.ts";
import { requestCode } from "./requestCode.ts";
import { keepSentCode, type SentCode } from "./sentCode.ts";
import { useShutWords } from "./useShutWords.ts";

type Props = { sent: SentCode; next: string | null; lines: Line[]; again: (code: SentCode | null) => void };

/** Takes the code from the message. A code that has become worthless says so and leads to a new one. */
export function GiveCode({ sent, next, lines, again }: Props) {
  const t = useTranslations("portal.signIn");
  const locale = useLocale().startsWith("en") ? "en" : "zh";
  const refusal = useRefusalWords();
  const shutWords = useShutWords();
  const field = useRef<HTMLInputElement>(null);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [entering, setEntering] = useState(false);
  const [waits, setWaits] = useState(false);
  const wait = useSecondsUntil(sent.resendAt);
  useEffect(() => field.current?.focus(), []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (entering) return;
    const code = (field.current?.value ?? "").normalize("NFKC").replaceAll(/\D/g, "");
    if (code.length !== 6) return setProblems([{ field: "code", words: t("codeNeeded") }]);
    setEntering(true);
    const shut = await enter("code", { phone: sent.phone, code, requestId: sent.requestId, locale }, next);
    if (shut === null) return keepSentCode(null);
    setEntering(false);
    setProblems([{ field: shut.code === "OFFLINE" ? "" : "code", words: shutWords(shut) }]);
    field.current?.select();
  }

  async function resend() {
    if (wait > 0) return;
    try {
      again(await requestCode(sent.phone, locale));
    } catch (error) {
      const told = toldBy(error);
      setWaits(told.code === "CODE_LIMIT" || told.code === "WAIT");
      setProblems([{ field: "", words: told.code === "OFFLINE" ? t("lost") : refusal(told) }]);
    }
  }

  return (
    <form className="portal-form" onSubmit={submit} noValidate method="post" aria-label={t("codeTitle")}>
      <Problems problems={problems} title={t("title")} />
      {waits && <CallInstead lines={lines} />}
      <div className="portal-field">
        <label htmlFor="code">{t("code")}</label>
        <p id="code-hint" role="status">
          {t("sentTo", { phone: sent.phone, minutes: sent.minutes })}
        </p>
        <FieldProblem field="code" problems={problems} />
        <input
          ref={field}
          id="code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          className="portal-figures portal-code"
          aria-describedby="code-hint code-problem"
          aria-invalid={problems.some((p) => p.field === "code")}
        />
      </div>
      <button type="submit" className="portal-button portal-button-main" aria-disabled={entering}>
        {entering ? t("entering") : t("enter")}
      </button>
      <button
        type="button"
        className="portal-button portal-button-plain"
        aria-disabled={wait > 0}
        onClick={resend}
      >
        {wait > 0 ? t("resendIn", { seconds: wait }) : t("resend")}
      </button>
      <button type="button" className="portal-link" onClick={() => again(null)}>
        {t("otherPhone")}
      </button>
    </form>
  );
}

/** Whole seconds until then (ms since 1970), counting down to 0. */
function useSecondsUntil(then: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= then) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [then]);
  return Math.max(0, Math.ceil((then - now) / 1000));
}
