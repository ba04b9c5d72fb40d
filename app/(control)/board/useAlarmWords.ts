"use client";
import { useTranslations } from "use-intl";
import type { Alarm, AlarmList } from "#app/_alarm/useAlarms.ts";
import { useWords } from "./useWords.ts";

/** An alarm in words: what, and where nobody may go what is missing and what would help. */
export function useAlarmWords() {
  const t = useTranslations("control.alarm");
  const skills = useTranslations("control.skill");
  const words = useWords();
  function shortfall(alarm: Alarm): string {
    const lack = alarm.shortfall;
    if (!lack) return t("why.nobody");
    return t("shortfall", {
      certified: lack.certificate ? "yes" : "no",
      skill: skills(lack.skill),
      planned: lack.until === null ? "no" : "yes",
      time: lack.until === null ? "" : words.time(lack.until, alarm.siteId),
    });
  }
  return {
    what: (alarm: Alarm) => t(`kind.${alarm.kind}`),
    why: (alarm: Alarm) => (alarm.kind === "nobody" ? shortfall(alarm) : t(`why.${alarm.kind}`)),
    /** What would help, one sentence each. */
    help: (alarm: Alarm, people: AlarmList["people"]): string[] => {
      const lack = alarm.shortfall;
      if (!lack) return [];
      const name = (id: string) => {
        const who = people.staff.find((each) => each.id === id);
        return who ? words.person(who) : "";
      };
      const site = (id: string) => {
        const known = people.sites.find((each) => each.id === id);
        return known ? (words.zh ? known.nameZh : known.nameEn) : "";
      };
      const said = lack.callIn.map((offer) =>
        offer.from === null
          ? t("callInFree", { name: name(offer.id) })
          : t("callIn", { name: name(offer.id), time: words.time(offer.from, alarm.siteId) }),
      );
      for (const { id, siteId, until } of lack.lend)
        said.push(t("lend", { name: name(id), site: site(siteId), time: words.time(until, alarm.siteId) }));
      if (lack.uncertified > 0) said.push(t("uncertified", { count: lack.uncertified }));
      return said.length > 0 ? said : [t("noHelp")];
    },
  };
}
