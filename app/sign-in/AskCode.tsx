"use client";
import { type FormEvent, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import { Ready } from "#app/_ui/Ready.tsx";
import type { Line } from "#app/(portal)/Dangers.tsx";
import { PhoneField } from "#app/(portal)/PhoneField.tsx";
import { type Problem, Problems } from "#app/(portal)/Problems.tsx";
import { CallInstead } from "./CallInstead.tsx";
import { requestCode } from "./requestCode.ts";
import type { SentCode } from "./sentCode.ts";

/** Asks for the number that the code goes to. */
export function AskCode({ sent, lines }: { sent: (code: SentCode) => void; lines: Line[] }) {
  const t = useTranslations("portal.signIn");
  const locale = useLocale();
  const refusal = useRefusalWords();
  const [problems, setProblems] = useState<Problem[]>([]);
  const [sending, setSending] = useState(false);
  const [waits, setWaits] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending) return;
    const phone = String(new FormData(event.currentTarget).get("phone") ?? "").trim();
    if (phone === "") return setProblems([{ field: "phone", words: t("phoneNeeded") }]);
    setSending(true);
    try {
      sent(await requestCode(phone, locale));
    } catch (error) {
      const told = toldBy(error);
      setWaits(told.code === "CODE_LIMIT" || told.code === "WAIT");
      setProblems([
        {
          field: told.code === "OFFLINE" ? "" : "phone",
          words: told.code === "OFFLINE" ? t("lost") : refusal(told),
        },
      ]);
      setSending(false);
    }
  }

  return (
    <form className="portal-form" onSubmit={submit} noValidate method="post" aria-label={t("residentTitle")}>
      <Problems problems={problems} title={t("title")} />
      {waits && <CallInstead lines={lines} />}
      <Ready>
        <PhoneField label={t("phone")} hint={t("phoneHint")} problems={problems} />
        <button type="submit" className="portal-button portal-button-main" aria-disabled={sending}>
          {sending ? t("sending") : t("sendCode")}
        </button>
      </Ready>
    </form>
  );
}
