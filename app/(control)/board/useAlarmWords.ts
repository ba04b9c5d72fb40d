"use client";
import { useTranslations } from "use-intl";
import type { Alarm, AlarmList } from "#app/_alarm/useAlarms.ts";
import { useWhyNotWords } from "./useWhyNotWords.ts";
import { useWords } from "./useWords.ts";

/** An alarm in words: what, and where nobody may go what is missing and what would help. */
export function useAlarmWords() {
  const t = useTranslations("control.alarm");
  const skills = useTranslations("control.skill");
  const words = useWords();
  const whyNot = useWhyNotWords();
  function shortfall(alarm: Alarm): string {
    const lack = alarm.shortfall;
    if (!lack) return t("why.nobody");
    if (lack.lead) return t("leadRules");
    const causes = lack.causes ?? [];
    const each = causes.map(({ why, count }) => t("cause", { count, why: whyNot([why]) }));
    const here = t("causes", { skill: skills(lack.skill), why: each.join(words.zh ? "，" : ", ") });
    // Somebody is here who could do it: what keeps him says more than when the next one comes.
    if ((lack.overrule ?? []).length > 0) return here;
    const none = t("shortfall", {
      certified: lack.certificate ? "yes" : "no",
      skilled: (lack.level ?? 1) > 1 ? "yes" : "no",
      level: lack.level ?? 1,
      skill: skills(lack.skill),
      planned: lack.until === null ? "no" : "yes",
      time: lack.until === null ? "" : words.time(lack.until, alarm.siteId),
    });
    return causes.length > 0 ? `${none}${words.zh ? "" : " "}${here}` : none;
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
      const here = (lack.overrule ?? []).map((each) =>
        t("overrule", { name: name(each.id), why: whyNot(each.whyNot) }),
      );
      if (lack.soonest)
        here.push(t("soonest", { name: name(lack.soonest.id), minutes: lack.soonest.minutes }));
      const said = lack.callIn.map((offer) =>
        offer.from === null
          ? t("callInFree", { name: name(offer.id) })
          : t("callIn", { name: name(offer.id), time: words.time(offer.from, alarm.siteId) }),
      );
      for (const { id, siteId, until } of lack.lend)
        said.push(t("lend", { name: name(id), site: site(siteId), time: words.time(until, alarm.siteId) }));
      if (lack.uncertified > 0) said.push(t("uncertified", { count: lack.uncertified }));
      const all = [...here, ...said];
      return all.length > 0 ? all : [t("noHelp")];
    },
  };
}
