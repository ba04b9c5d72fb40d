"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { Found, Made } from "./Screens.tsx";

const sendRenew = (sent: Inputs["display"]["renew"]) => api.display.renew.mutate(sent);
const sendRevoke = (sent: Inputs["display"]["revoke"]) => api.display.revoke.mutate(sent);
/** That it is there is noted once a minute, ms. */
const hereWithin = 150_000;

type Props = {
  screen: Found["displays"][number];
  now: string;
  siteName(id: string): string;
  made(made: Made): void;
};

/** One screen: what it shows, who allowed it, whether it is on, and what can be done about it. */
export function Screen({ screen, now, siteName, made }: Props) {
  const t = useTranslations("policy.screens");
  const zh = useLocale().startsWith("zh");
  const format = useFormatter();
  const router = useRouter();
  const refusal = useRefusalWords();
  const renew = useCommand(sendRenew);
  const revoke = useCommand(sendRevoke);
  const [sure, setSure] = useState(false);
  const time = (iso: string) =>
    format.dateTime(new Date(iso), { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
  const person = (name: string | null, latin: string | null) => (zh ? name : latin || name) ?? "";
  const { id, name, lastSeenAt, revokedAt } = screen;
  const here = lastSeenAt !== null && Date.parse(now) - Date.parse(lastSeenAt) < hereWithin;
  const state =
    revokedAt !== null
      ? t("revoked", { by: person(screen.revokedBy, screen.revokedByLatin), time: time(revokedAt) })
      : lastSeenAt === null
        ? t("waiting")
        : screen.expired
          ? t("expired")
          : here
            ? t("here")
            : t("seen", { time: time(lastSeenAt) });
  async function again() {
    const sent = await renew.run({ displayId: id });
    if (sent.ok) made({ name, code: sent.result.code ?? "", until: sent.result.until });
    router.refresh();
  }
  async function end() {
    await revoke.run({ displayId: id });
    setSure(false);
    router.refresh();
  }
  const told = renew.told ?? revoke.told;
  return (
    <li className="screen-row" data-screen={name} data-state={revokedAt !== null ? "revoked" : "live"}>
      <strong>{name}</strong>
      <span>{screen.siteIds.map(siteName).join(zh ? "、" : ", ")}</span>
      <span data-testid="screen-state">{state}</span>
      <small>{t("by", { by: person(screen.by, screen.byLatin), time: time(screen.createdAt) })}</small>
      {revokedAt === null && (
        <span className="places-acts">
          <button type="button" className="places-button" aria-disabled={renew.pending} onClick={again}>
            {t("renew")}
          </button>
          {sure ? (
            <>
              <button type="button" className="places-button" aria-disabled={revoke.pending} onClick={end}>
                {revoke.pending ? t("revoking") : t("sure", { name })}
              </button>
              <button type="button" className="places-button" onClick={() => setSure(false)}>
                {t("keep")}
              </button>
            </>
          ) : (
            <button type="button" className="places-button" onClick={() => setSure(true)}>
              {t("revoke")}
            </button>
          )}
        </span>
      )}
      {told && (
        <p role="alert" className="places-problem">
          {refusal(told)}
        </p>
      )}
    </li>
  );
}
