import { type PlateWords, plateLine } from "../place/plate.ts";

type Named = { nameZh: string; nameEn: string };
export type BothWords = { zh: string; en: string };

/** What residents are told before anybody has written more: where, what, and that it is worked on. */
export function firstWords(plate: PlateWords, fault: Named): BothWords {
  return {
    zh: `${plateLine(plate.zh)}：${fault.nameZh}，已有多户报修，正在处理。`,
    en: `${plateLine(plate.en)}: ${fault.nameEn}. Several homes have reported it; we are working on it.`,
  };
}

/** What they are told when the desk takes back at once that their reports were one failure. */
export const takenBackWords: BothWords = {
  zh: "之前通知的公共事件已撤销，你的报修会单独处理。",
  en: "The incident that we told you of is taken back. Your report is handled on its own.",
};

/** What they are told when the work is done and nobody has written more. */
export function fixedWords(plate: PlateWords, fault: Named): BothWords {
  return {
    zh: `${plateLine(plate.zh)}：${fault.nameZh}，已修好。`,
    en: `${plateLine(plate.en)}: ${fault.nameEn}. It is fixed.`,
  };
}

/** What a household's own repair says when it was not back after the fix and nobody wrote more. */
export function notBackWords(number: string): BothWords {
  return {
    zh: `公共事件 ${number} 修好后，我家仍未恢复。`,
    en: `Not back at home after incident ${number} was fixed.`,
  };
}

/** `11月23日 18:00`, `23 Nov 18:00`: a time of the site, for messages. */
export function siteTime(iso: string, timeZone: string, locale: "zh" | "en"): string {
  const at = new Date(iso);
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
  const date =
    locale === "zh"
      ? new Intl.DateTimeFormat("zh-CN", { timeZone, month: "long", day: "numeric" }).format(at)
      : new Intl.DateTimeFormat("en-GB", { timeZone, month: "short", day: "numeric" }).format(at);
  return `${date} ${time}`;
}
