"use client";
import { useCallback, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useFollow, useHomesMoved } from "#app/_live/useFollow.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { LiveSign } from "#app/_ui/LiveSign.tsx";
import { isOpen } from "#server/domain/ticket/status.ts";
import { phoneWords } from "./phoneWords.ts";
import { RepairRow } from "./RepairRow.tsx";
import { useNow } from "./useNow.ts";

type Sites = Outputs["place"]["choices"]["sites"];
type Props = {
  first: Outputs["ticket"]["mine"];
  faults: Record<string, { zh: string; en: string }>;
  sites: Sites;
  now: string;
};

/** A resident's start: report, then the repairs that are under way, each alive, then those that ended. */
export function MyRepairs({ first, faults, sites, now: serverNow }: Props) {
  const t = useTranslations("portal");
  const locale = useLocale();
  const zh = locale.startsWith("zh");
  const now = useNow(serverNow);
  const [tickets, setTickets] = useState(first);
  const [failed, setFailed] = useState(false);
  const open = tickets.filter((ticket) => isOpen(ticket.status));
  const ended = tickets.filter((ticket) => !isOpen(ticket.status));

  const refetch = useCallback(() => {
    api.ticket.mine.query({ limit: 50 }).then(
      (fresh) => {
        setTickets(fresh);
        setFailed(false);
      },
      () => setFailed(true),
    );
  }, []);
  useFollow(
    open.map((ticket) => ticket.id),
    refetch,
  );

  useHomesMoved(refetch);

  const row = (ticket: (typeof tickets)[number]) => (
    <RepairRow
      key={ticket.id}
      ticket={ticket}
      follows={ticket.follows}
      by={ticket.by === null ? null : ((zh ? ticket.by.name : ticket.by.nameLatin) ?? "")}
      fault={faults[ticket.faultCode]?.[zh ? "zh" : "en"] ?? ticket.faultCode}
      timeZone={sites.find((site) => site.id === ticket.siteId)?.timeZone ?? "Asia/Shanghai"}
      now={now}
    />
  );
  return (
    <>
      <a className="portal-button portal-button-main portal-report" href="/report">
        {t("home.report")}
      </a>
      <section aria-labelledby="mine-title">
        <div className="portal-heading">
          <h1 id="mine-title">{t("home.mine")}</h1>
          <LiveSign />
        </div>
        <p role="status">{failed ? t("home.refreshFailed") : ""}</p>
        {tickets.length === 0 && <p className="portal-empty">{t("home.empty")}</p>}
        {tickets.length > 0 && (
          <>
            <h2>{t("home.open")}</h2>
            {open.length > 0 ? <ul className="portal-rows">{open.map(row)}</ul> : <p>{t("home.noOpen")}</p>}
          </>
        )}
        {ended.length > 0 && (
          <>
            <h2>{t("home.ended")}</h2>
            <ul className="portal-rows">{ended.map(row)}</ul>
          </>
        )}
      </section>
      <section className="portal-lines">
        <ul>
          {sites.map((site) => (
            <li key={site.id}>
              <a href={`tel:${site.hotline}`}>
                <span>{t("hotline", { site: zh ? site.nameZh : site.nameEn })}</span>
                <b>{phoneWords(site.hotline)}</b>
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
