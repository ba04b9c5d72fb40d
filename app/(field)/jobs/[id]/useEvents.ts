"use client";
import { useTranslations } from "use-intl";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail, Entry } from "./detail.ts";

/** What happened and who did it, in the words of somebody who works here. */
export function useEvents(personId: string, { ticket, fault }: Pick<Detail, "ticket" | "fault">) {
  const t = useTranslations("field");
  const level = useTranslations("shared.urgency");
  const words = useFieldWords();
  const reasonOf = (entry: Entry) => {
    const code = String(entry.data.reason ?? "");
    const held = `hold.reasons.${code}` as "hold.reasons.parts";
    const declined = `decline.reasons.${code}` as "decline.reasons.busy";
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
      }),
    by: (entry: Entry) =>
      entry.by === null
        ? t("event.system")
        : entry.by.id === personId
          ? t("event.you")
          : words.person(entry.by) || t(entry.by.role === "link" ? "event.byLink" : "event.system"),
  };
}

export type Events = ReturnType<typeof useEvents>;
