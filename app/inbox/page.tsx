import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "#app/_i18n/server.ts";
import { pageApi, pageNow } from "#app/_trpc/server.ts";
import { phoneWords } from "#app/(portal)/phoneWords.ts";
import { timeWords, zoneWords } from "#app/(portal)/times.ts";
import { env } from "#server/env.ts";
import { wording } from "#server/notify/wording.ts";
import type { NoticeKind } from "#server/operations/notice/tell.ts";
import { readPhone } from "#server/operations/phone.ts";
import { Refresh } from "./Refresh.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal.inbox");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What the demo's phones have received. There is no such page outside the demo. */
export default async function InboxPage({ searchParams }: Props) {
  if (!env().demo) notFound();
  const [t, locale, api, asked] = await Promise.all([
    getTranslations("portal.inbox"),
    getLocale(),
    pageApi(),
    searchParams,
  ]);
  const typed = typeof asked.phone === "string" ? asked.phone : "";
  const phone = typed.trim() === "" ? null : readPhone(typed);
  const wrong = typed.trim() !== "" && phone === null;
  const { messages } = wrong ? { messages: [] } : await api.inbox.list(phone ? { phone } : {});
  const now = pageNow();
  const timeZone = "Asia/Shanghai";
  return (
    <>
      <h1>{t("title")}</h1>
      <p>{t("words")}</p>
      <form className="portal-filter" method="get" action="/inbox">
        <label htmlFor="phone">{t("filter")}</label>
        <input id="phone" name="phone" type="tel" defaultValue={typed} className="portal-figures" />
        <button type="submit" className="portal-button portal-button-plain">
          {t("show")}
        </button>
        {typed !== "" && <a href="/inbox">{t("all")}</a>}
      </form>
      <Refresh />
      {wrong && <p className="portal-field-problem">{t("badPhone")}</p>}
      {!wrong && messages.length === 0 && (
        <p className="portal-empty">{phone ? t("emptyFor", { phone: phoneWords(phone) }) : t("empty")}</p>
      )}
      <ol className="portal-messages" aria-live="polite" aria-relevant="additions">
        {messages.map((message) => (
          <li key={message.id}>
            <p className="portal-message-head">
              <a href={`/inbox?phone=${encodeURIComponent(message.address)}`}>
                {phoneWords(message.address)}
              </a>
              <time dateTime={message.deliveredAt}>
                {timeWords(message.deliveredAt, timeZone, locale, now)}
              </time>
            </p>
            <p className="portal-message" dir="auto" lang={message.locale === "en" ? "en" : "zh-CN"}>
              {wording(message.kind as NoticeKind, message.locale, message.payload)}
            </p>
            {message.path ? (
              <a href={message.path}>{t("open")}</a>
            ) : (
              message.ticketId && <a href={`/repairs/${message.ticketId}`}>{t("open")}</a>
            )}
          </li>
        ))}
      </ol>
      <p className="portal-zone">{zoneWords(timeZone, now)}</p>
    </>
  );
}
