"use client";
import { useLocale, useTranslations } from "use-intl";
import { personName } from "#app/_i18n/personName.ts";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import type { WhyNot } from "#server/domain/dispatch/candidate.ts";
import type { Alarm, AlarmList } from "./useAlarms.ts";

type Named = { name: string; nameLatin: string };
type Site = AlarmList["people"]["sites"][number];

/** An alarm in words, in the reader's language and the time of its site: what, where, and what would help. */
export function useAlarmWords(list: { people: AlarmList["people"] } | { sites: Site[] } | null) {
  const t = useTranslations("alarm");
  const refusal = useRefusalWords();
  const locale = useLocale();
  const zh = locale.startsWith("zh");
  const sites = list === null ? [] : "people" in list ? list.people.sites : list.sites;
  const staff = list !== null && "people" in list ? list.people.staff : [];
  const person = (who: Named) => personName(zh, who);
  const site = (id: string) => sites.find((each) => each.id === id);
  const zones = new Set(sites.map((each) => each.timeZone));

  /** At that site, with seconds where asked; with the zone's name where the sites do not share one. */
  function time(iso: string, siteId: string, seconds = false): string {
    const timeZone = site(siteId)?.timeZone ?? "Asia/Shanghai";
    return clockWords(iso, { timeZone, locale, seconds, zone: zones.size > 1 });
  }

  const whyNot = (all: readonly WhyNot[]) => all.map((each) => t(`whyNot.${each}`)).join(zh ? "、" : ", ");

  function shortfall(alarm: Pick<Alarm, "shortfall" | "siteId">): string {
    const lack = alarm.shortfall;
    if (!lack) return t("why.nobody");
    if (lack.lead) return t("leadRules");
    const causes = lack.causes ?? [];
    const each = causes.map(({ why, count }) => t("cause", { count, why: whyNot([why]) }));
    const here = t("causes", { skill: t(`skill.${lack.skill}`), why: each.join(zh ? "，" : ", ") });
    // Somebody is here who could do it: what keeps him says more than when the next one comes.
    if ((lack.overrule ?? []).length > 0) return here;
    const none = t("shortfall", {
      // Those who are here, and cannot go, are named after it.
      others: causes.length > 0 ? "yes" : "no",
      certified: lack.certificate ? "yes" : "no",
      skilled: (lack.level ?? 1) > 1 ? "yes" : "no",
      level: lack.level ?? 1,
      skill: t(`skill.${lack.skill}`),
      planned: lack.until === null ? "no" : "yes",
      time: lack.until === null ? "" : time(lack.until, alarm.siteId),
    });
    return causes.length > 0 ? `${none}${zh ? "" : " "}${here}` : none;
  }
  return {
    person,
    time,
    refusal: (told: Told) => refusal(told),
    /** On this device's own clock, for what concerns only the device. */
    clock: (at: number) => clockWords(new Date(at).toISOString(), { locale, seconds: true, zone: false }),
    place: (alarm: Pick<Alarm, "plate">) => (zh ? alarm.plate.zh : alarm.plate.en),
    fault: (alarm: Pick<Alarm, "fault">) => (zh ? alarm.fault.nameZh : alarm.fault.nameEn),
    shortfall,
    what: (alarm: Pick<Alarm, "kind">) => t(`kind.${alarm.kind}`),
    why: (alarm: Alarm) => (alarm.kind === "nobody" ? shortfall(alarm) : t(`why.${alarm.kind}`)),
    /** What would help, one sentence each. */
    help: (alarm: Alarm): string[] => {
      const lack = alarm.shortfall;
      if (!lack) return [];
      const name = (id: string) => {
        const who = staff.find((each) => each.id === id);
        return who ? person(who) : "";
      };
      const siteName = (id: string) => {
        const known = site(id);
        return known ? (zh ? known.nameZh : known.nameEn) : "";
      };
      const here = (lack.overrule ?? []).map((each) =>
        t("overrule", { name: name(each.id), why: whyNot(each.whyNot) }),
      );
      if (lack.soonest)
        here.push(t("soonest", { name: name(lack.soonest.id), minutes: lack.soonest.minutes }));
      const said = lack.callIn.map((offer) =>
        offer.from === null
          ? t("callInFree", { name: name(offer.id) })
          : t("callIn", { name: name(offer.id), time: time(offer.from, alarm.siteId) }),
      );
      for (const { id, siteId, until } of lack.lend)
        said.push(t("lend", { name: name(id), site: siteName(siteId), time: time(until, alarm.siteId) }));
      if (lack.uncertified > 0) said.push(t("uncertified", { count: lack.uncertified }));
      const all = [...here, ...said];
      return all.length > 0 ? all : [t("noHelp")];
    },
  };
}

type Clock = { timeZone?: string; locale: string; seconds: boolean; zone: boolean };

/** The time of day, with the date before it when that is not today there. */
function clockWords(iso: string, { timeZone, locale, seconds, zone }: Clock): string {
  const at = new Date(iso);
  const of = (options: Intl.DateTimeFormatOptions, language = locale) =>
    new Intl.DateTimeFormat(language, timeZone === undefined ? options : { ...options, timeZone });
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const time = of({ ...clock, ...(seconds && { second: "2-digit" }) }, "en-GB").format(at);
  const day = of({ dateStyle: "short" }, "en-CA");
  const month = locale.startsWith("zh") ? "numeric" : "short";
  const date =
    day.format(at) === day.format(new Date()) ? "" : `${of({ month, day: "numeric" }).format(at)} `;
  const name = zone
    ? of({ timeZoneName: "short", hour: "numeric" })
        .formatToParts(at)
        .find((part) => part.type === "timeZoneName")?.value
    : undefined;
  return `${date}${time}${name === undefined ? "" : ` ${name}`}`;
}
