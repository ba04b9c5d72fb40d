"use client";
import { useLocale, useTranslations } from "use-intl";
import { agreedWords } from "#app/_i18n/agreedWords.ts";
import { personName } from "#app/_i18n/personName.ts";
import { mayAppoint } from "#server/domain/appointment/appointment.ts";
import { windowWords } from "#server/domain/appointment/words.ts";
import { isUnheld } from "#server/domain/ticket/status.ts";
import { timeWords } from "../../times.ts";
import type { Detail, Entry, Viewer } from "./detail.ts";

type Named = { name: string; nameLatin: string };

/** The repair in sentences: who, when, what next, in the reader's language and the site's time. */
export function useStory(detail: Detail, viewer: Viewer, now: string) {
  const t = useTranslations("portal.repair");
  const visit = useTranslations("visit");
  const zh = useLocale().startsWith("zh");
  const locale = useLocale();
  const { ticket, site } = detail;

  const time = (iso: string) => timeWords(iso, site.timeZone, locale, now);
  const technician = (who: Named | null) => {
    if (who === null || (who.name === "" && who.nameLatin === "")) return t("somebody");
    return t("technician", { name: zh ? surnameOf(who.name) : firstNameOf(who) });
  };
  const someone = (entry: Entry) => {
    if (entry.by === null) return t("entry.desk");
    if (entry.by.id === viewer.personId) return t("you");
    const inside = entry.by.role === "resident" || entry.by.role === "link";
    const name = personName(zh, entry.by);
    return name || t(inside ? "entry.household" : "entry.desk");
  };
  const reason = (code: unknown) => {
    const key = `pause.${String(code)}` as "pause.parts";
    return t.has(key) ? t(key) : "";
  };

  const doorReason = (code: unknown) => {
    const key = `why.${String(code)}` as "why.refused";
    return visit.has(key) ? visit(key) : "";
  };

  function sentence(): string {
    const facts = {
      technician: technician(detail.technician),
      since: time(ticket.statusSince),
      acknowledge: time(ticket.acknowledgeBy),
      arrive: time(ticket.arriveBy),
      finish: time(ticket.finishBy),
      reason: reason(ticket.pauseReason),
    };
    if (detail.follows) {
      if (ticket.status === "paused") return t("story.pausedFollowed", facts);
      if (ticket.status === "done") return t("story.doneFollowed", facts);
      if (ticket.status === "closed") return t("story.closedFollowed", facts);
      if (ticket.status === "cancelled" || ticket.status === "declined")
        return t("story.endedFollowed", facts);
    }
    const agreed = detail.visit?.agreed;
    if (agreed && mayAppoint(ticket.status)) {
      const when = windowWords(agreed, site.timeZone, zh ? "zh" : "en");
      return visit("owner.story", { technician: facts.technician, when });
    }
    if (isUnheld(ticket)) return t("story.pausedUnheld", facts);
    if (ticket.status === "triaged" && ticket.reopens > 0) return t("story.reopened", facts);
    if (ticket.status === "closed" && ticket.outcome === "unconfirmed") return t("story.unconfirmed", facts);
    const expected = detail.entries.findLast((entry) => entry.type === "departed")?.data.expectedAt;
    if (ticket.status === "en_route" && typeof expected === "string")
      return t("story.expected", { ...facts, expected: time(expected) });
    return t(`story.${ticket.status}`, facts);
  }

  function entryWords(entry: Entry): string {
    const who = technician(entry.technician);
    if (detail.follows) {
      switch (entry.type) {
        case "paused":
        case "confirmed":
        case "reopened":
        case "cancelled":
          return t(`entry.${entry.type}Followed`);
      }
    }
    switch (entry.type) {
      case "paused":
        return t("entry.paused", { reason: reason(entry.data.reason) });
      case "reopened":
        return t(entry.data.outcome === "partly" ? "entry.reopenedPartly" : "entry.reopened", {
          by: someone(entry),
        });
      case "added":
        return t("entry.added", { by: someone(entry), photos: Number(entry.data.photos ?? 0) });
      case "quote_answered":
        return t(entry.data.answer === "accepted" ? "entry.quoteAccepted" : "entry.quoteRefused", {
          by: someone(entry),
        });
      case "wished":
        return t("entry.wished", { by: someone(entry) });
      case "confirmed":
      case "urged":
      case "cancelled":
        return t(`entry.${entry.type}`, { by: someone(entry) });
      case "assigned":
      case "transferred":
      case "accepted":
      case "departed":
      case "arrived":
      case "resumed":
      case "completed":
      case "kept_away":
      case "let_back":
        return t(`entry.${entry.type}`, { technician: who });
      case "no_access":
        return t("entry.no_access", { technician: who, reason: doorReason(entry.data.reason) });
      case "appointment_offered":
        return t("entry.appointment_offered", { count: Number(entry.data.windows ?? 0) });
      case "appointment_chosen":
      case "appointment_changed":
        return t(`entry.${entry.type}`, { when: agreedWords(entry.data, site.timeZone, locale) });
      default:
        return t(`entry.${entry.type}`);
    }
  }

  const late = ticket.dueAt !== null && ticket.dueAt < now ? time(ticket.dueAt) : null;
  return { time, technician, sentence, entryWords, late };
}

export type Story = ReturnType<typeof useStory>;

const doubleSurnames = [
  "欧阳",
  "司马",
  "上官",
  "诸葛",
  "东方",
  "皇甫",
  "尉迟",
  "公孙",
  "慕容",
  "令狐",
  "司徒",
  "夏侯",
];

function surnameOf(name: string): string {
  return doubleSurnames.find((double) => name.startsWith(double)) ?? name.slice(0, 1);
}

/** `Li Jianguo` is written surname first: the rest is what people call him. */
function firstNameOf(who: Named): string {
  return who.nameLatin.split(" ").slice(1).join(" ") || who.nameLatin || who.name;
}
