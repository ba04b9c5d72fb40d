"use client";
import { useLocale, useTranslations } from "use-intl";
import { agreedWords } from "#app/_i18n/agreedWords.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail, Entry } from "./detail.ts";

const nameless: Record<string, "event.byLink" | "event.byNobody"> = {
  link: "event.byLink",
  anonymous: "event.byNobody",
};

/** What happened and who did it, in the words of somebody who works here. */
export function useEvents(
  personId: string,
  { ticket, fault, site }: Pick<Detail, "ticket" | "fault" | "site">,
) {
  const t = useTranslations("field");
  const level = useTranslations("shared.urgency");
  const words = useFieldWords();
  const locale = useLocale();
  const visit = useTranslations("visit");
  const reasonOf = (entry: Entry) => {
    const code = String(entry.data.reason ?? "");
    const held = `hold.reasons.${code}` as "hold.reasons.parts";
    const declined = `decline.reasons.${code}` as "decline.reasons.busy";
    const door = `why.${code}` as "why.refused";
    const off = `off.${code}` as "off.later";
    if (visit.has(door)) return visit(door);
    if (visit.has(off)) return visit(off);
    return t.has(held) ? t(held) : t.has(declined) ? t(declined) : "";
  };
  /** The newest change of urgency or fault, as it stands now. */
  const changed = (entry: Entry) => {
    const urgency = entry.data.urgencyBefore !== ticket.urgency;
    const other = entry.data.faultBefore !== ticket.faultCode;
    const lines = [
      urgency ? t("event.urgencyNow", { word: level(`u${ticket.urgency}`) }) : "",
      other ? t("event.faultNow", { fault: words.fault(fault) }) : "",
    ];
    return lines.filter((line) => line !== "").join(t("record.join")) || t("event.triaged");
  };
  return {
    changed,
    what: (entry: Entry) =>
      t(`event.${entry.type}`, {
        technician:
          entry.technician?.id === personId
            ? t("event.you")
            : entry.technician
              ? words.person(entry.technician)
              : t("event.somebody"),
        reason: reasonOf(entry),
        reached: String(entry.data.reached ?? "yes"),
        materials: String(entry.data.materials ?? ""),
        store: String((locale === "zh" ? entry.data.storeZh : entry.data.storeEn) ?? ""),
        answer: String(entry.data.answer ?? "accepted"),
        count: Number(entry.data.windows ?? 0),
        when: agreedWords(entry.data, site.timeZone, locale),
      }),
    by: (entry: Entry) =>
      entry.by === null
        ? t("event.system")
        : entry.by.id === personId
          ? t("event.you")
          : words.person(entry.by) || t(nameless[entry.by.role] ?? "event.system"),
  };
}

export type Events = ReturnType<typeof useEvents>;
