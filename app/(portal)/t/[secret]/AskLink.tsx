"use client";
import { type FormEvent, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Ready } from "#app/_ui/Ready.tsx";
import { PhoneField } from "../../PhoneField.tsx";
import type { Problem } from "../../Problems.tsx";

const renew = (sent: Inputs["link"]["renew"]) => api.link.renew.mutate(sent);

/** Has a link sent to the phone of the report. What it says is the same whether that number has reported anything. */
export function AskLink() {
  const t = useTranslations("portal.link");
  const locale = useLocale().startsWith("zh") ? "zh" : "en";
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(renew);
  const [phone, setPhone] = useState("");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [problems, setProblems] = useState<Problem[]>([]);

  async function send(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    setSentTo(null);
    if (phone.trim() === "") return no(t("phoneNeeded"));
    const secret = window.location.pathname.split("/").at(-1) ?? "";
    const outcome = await run({ secret: secret.slice(0, 100), phone, locale });
    if (outcome.ok) {
      setProblems([]);
      setSentTo(phone.trim());
    } else no(outcome.told.code === "OFFLINE" ? t("lost") : refusal(outcome.told));
  }

  function no(words: string) {
    setProblems([{ field: "phone", words }]);
    document.getElementById("phone")?.focus();
  }

  return (
    <form className="portal-form" noValidate method="post" onSubmit={send} aria-label={t("send")}>
      <Ready>
        <PhoneField
          label={t("phone")}
          hint={t("phoneHint")}
          problems={problems}
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        <button type="submit" className="portal-button portal-button-main" aria-disabled={pending}>
          {t(pending ? "sending" : "send")}
        </button>
      </Ready>
      <p role="status">{sentTo === null ? "" : t("sent", { phone: sentTo })}</p>
    </form>
  );
}
