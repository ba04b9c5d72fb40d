"use client";
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { personName } from "#app/_i18n/personName.ts";
import { namesFor } from "#app/_i18n/refusalWords.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import { presences } from "#server/domain/dispatch/presence.ts";
import { type PlateParts, plateLine } from "#server/domain/place/plate.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Site } from "./BoardStore.ts";
import { type Desk, useDesk } from "./desk.ts";

type Names = Pick<Desk, "faults" | "technicians"> & {
  sites: ReadonlyMap<string, Pick<Site, "nameZh" | "nameEn" | "timeZone">>;
};
type Named = { name: string; nameLatin: string };

/** The board's names and times in the reader's language and the ticket's time zone. */
export function useWords() {
  return useWordsOf(useDesk());
}

/** The same, for whoever makes the desk. */
export function useWordsOf({ faults, sites, technicians }: Names) {
  const locale = useLocale();
  const t = useTranslations("control");
  const refusals = useTranslations("shared.refusal");
  return useMemo(() => {
    const zh = locale.startsWith("zh");
    const person = (who: Named) => personName(zh, who);
    const siteOf = (siteId: string) => sites.get(siteId) ?? [...sites.values()][0];
    const zone = (siteId?: string) => siteOf(siteId ?? "")?.timeZone ?? "Asia/Shanghai";
    const zones = [...new Set([...sites.values()].map((site) => site.timeZone))];
    const zoned = (time: string, iso: string, siteId?: string) =>
      zones.length > 1 ? `${time} ${zoneWords(zone(siteId), locale, Date.parse(iso))}` : time;
    const ago = (seconds: number) => {
      if (seconds < 60) return t("ago.seconds", { count: Math.floor(seconds) });
      if (seconds < 3600) return t("ago.minutes", { count: Math.floor(seconds / 60) });
      if (seconds < 86_400) return t("ago.hours", { count: Math.floor(seconds / 3600) });
      return t("ago.days", { count: Math.floor(seconds / 86_400) });
    };
    const place = (parts: { zh: PlateParts; en: PlateParts }) => (zh ? parts.zh : parts.en);
    return {
      zh,
      person,
      ago,
      technician: (id: string | null) => {
        const who = id === null ? undefined : technicians.get(id);
        return who ? person(who) : t("event.somebody");
      },
      fault: (code: string) => {
        const known = faults.get(code);
        return known ? (zh ? known.nameZh : known.nameEn) : code;
      },
      site: (siteId: string) => {
        const known = sites.get(siteId);
        return known ? (zh ? known.nameZh : known.nameEn) : "";
      },
      place,
      plate: (ticket: Ticket) => plateLine(place(ticket.plate)),
      status: (ticket: Pick<Ticket, "status" | "pauseReason">) =>
        ticket.status === "paused" && ticket.pauseReason !== null
          ? t(`pause.${ticket.pauseReason}`)
          : t(`status.${ticket.status}`),
      timeZone: zone,
      /** Such as `2 d 3 h`, of minutes; working time is told in hours, since its days are shorter. */
      span: (minutes: number, basis: "clock" | "working") => {
        const days = basis === "clock" ? Math.floor(minutes / 1440) : 0;
        const hours = Math.floor((minutes - days * 1440) / 60);
        const rest = minutes % 60;
        const parts = [
          days > 0 ? t("span.days", { count: days }) : "",
          hours > 0 ? t("span.hours", { count: hours }) : "",
          rest > 0 && days === 0 ? t("span.minutes", { count: rest }) : "",
        ].filter(Boolean);
        const span = parts.join(" ") || t("span.minutes", { count: 0 });
        return basis === "working" ? t("span.working", { span }) : span;
      },
      /** At that site; with the zone's name where the sites of this desk do not share one. */
      time: (iso: string, siteId?: string, seconds = false) =>
        zoned(timeWords(iso, zone(siteId), locale, seconds), iso, siteId),
      /** The time of day alone, where nobody can take it for another day's. */
      hour: (iso: string, siteId?: string) =>
        zoned(timeWords(iso, zone(siteId), locale, false).slice(-5), iso, siteId),
      /** Between two times at that site, the day said once. */
      between: (from: string, until: string, siteId: string) => {
        const [start, end] = [from, until].map((iso) => timeWords(iso, zone(siteId), locale, false));
        return zoned(`${start}–${end!.slice(-5)}`, from, siteId);
      },
      /** The clocks on the wall: the time in every zone of these sites, the one of `siteId` first. */
      clocks: (now: number, siteId?: string) => {
        const shown = new Map<string, string>();
        for (const each of [zone(siteId), ...zones]) {
          const name = zoneWords(each, locale, now);
          if (!shown.has(name)) shown.set(name, timeWords(new Date(now).toISOString(), each, locale, true));
        }
        return [...shown].map(([zone, time]) => ({ zone, time }));
      },
      /** The site's zone as the calendar knows it. */
      zoneName: (siteId: string) => zone(siteId),
      /** The name of the site's zone, such as GMT+8. */
      zone: (siteId: string, now: number) => zoneWords(zone(siteId), locale, now),
      /** What kind of change it was, and how long ago. */
      change: (told: Told) => ({
        by: String(namesFor(locale, told.params ?? {}).by ?? "Mendline"),
        ago: ago(Number(told.params?.seconds ?? 0)),
        what: changeWords(String(told.params?.type ?? "")),
      }),
      refusal: (told: Told) => {
        const params = namesFor(locale, told.params ?? {});
        const seconds = Number(params.seconds ?? 0);
        const why = typeof params.reason === "string" ? reasonWords(params.reason) : "";
        const detail = {
          max: 0,
          left: 0,
          status: "other",
          span: "other",
          ...params,
          seconds,
          ago: ago(seconds),
          why,
          by: String(params.by ?? ""),
          to: String(params.to ?? ""),
          what: changeWords(String(params.type ?? "")),
        };
        if (told.code === "STALE" && told.field === "presence") {
          const is = presences.find((each) => each === params.presence) ?? "on";
          return t("refusal.PRESENCE", { is: t(`presence.is.${is}`) });
        }
        // Of a deadline that called: somebody has it in hand, or its reason is gone.
        if (told.code === "STATE" && (params.status === "acknowledged" || params.status === "gone"))
          return t("refusal.CALL", { ...detail, status: params.status });
        switch (told.code) {
          case "TICKET_TAKEN":
          case "STALE":
          case "NOT_ELIGIBLE":
          case "SAY_WHY":
          case "LEAD_MUST_RULE":
            return t(`refusal.${told.code}`, detail);
          default:
            return refusals(told.code, detail);
        }
      },
    };
    function changeWords(type: string): string {
      const key = `changed.${type}` as "changed.triaged";
      return t.has(key) ? t(key) : t("changed.other");
    }
    function reasonWords(reason: string): string {
      const key = `whyNot.${reason}` as "whyNot.off_shift";
      return t.has(key) ? t(key) : reason;
    }
  }, [faults, sites, technicians, locale, t, refusals]);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** A zone's name at that moment, such as GMT+8. */
function zoneWords(timeZone: string, locale: string, now: number): string {
  const parts = format(locale, { timeZone, timeZoneName: "short", hour: "numeric" }).formatToParts(now);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** The time of day at the site, with the date before it when that is not today there. */
function timeWords(iso: string, timeZone: string, locale: string, seconds: boolean): string {
  const at = new Date(iso);
  const time = format("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
  }).format(at);
  const day = format("en-CA", { timeZone, dateStyle: "short" });
  if (day.format(at) === day.format(new Date())) return time;
  const date = locale.startsWith("zh")
    ? format(locale, { timeZone, month: "numeric", day: "numeric" })
    : format("en-GB", { timeZone, month: "short", day: "numeric" });
  return `${date.format(at)} ${time}`;
}
