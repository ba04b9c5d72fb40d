"use client";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { Step } from "#server/domain/escalation/ladder.ts";
import type { Aim } from "#server/domain/sla/closest.ts";
import { type ClockTerm, clockNames, type PauseTerm } from "#server/domain/sla/terms.ts";
import type { PauseReason, UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import type { Found, Held, Scope } from "./scope.ts";

/** Figures and rows in the words of whoever reads them. */
export function useWords(found: Found) {
  const t = useTranslations("policy.promises");
  const levels = useTranslations("shared.urgency");
  const format = useFormatter();
  const zh = useLocale().startsWith("zh");
  const named = (one: { nameZh: string; nameEn: string } | undefined) =>
    one === undefined ? "" : zh ? one.nameZh : one.nameEn;

  /** Days only of the wall clock: a day of work is another length everywhere. */
  function span(minutes: number, basis: ClockTerm["basis"]): string {
    const days = basis === "clock" && minutes >= 2880 ? Math.floor(minutes / 1440) : 0;
    const hours = Math.floor((minutes - days * 1440) / 60);
    const parts = [
      ...(days > 0 ? [t("span.days", { count: days })] : []),
      ...(hours > 0 ? [t("span.hours", { count: hours })] : []),
      ...(minutes % 60 > 0 || minutes === 0 ? [t("span.minutes", { count: minutes % 60 })] : []),
    ];
    return parts.join(" ");
  }
  const term = ({ minutes, basis }: ClockTerm) =>
    t("term", { span: span(minutes, basis), basis: t(`basis.${basis}`) });

  function pause(reason: PauseReason, { stops, capMinutes }: PauseTerm, basis: ClockTerm["basis"]): string {
    const name = t(`reason.${reason}`);
    if (stops.length === 0) return t("noPause", { reason: name });
    const clocks = format.list(
      clockNames.filter((clock) => stops.includes(clock)).map((clock) => t(`clock.${clock}`)),
    );
    const cap = capMinutes === null ? t("uncapped") : t("capped", { span: span(capMinutes, basis) });
    return t("pause", { reason: name, clocks, cap });
  }

  function step({ clock, offsetMinutes, rung, channel, repeatMinutes, offDuty }: Step): string {
    const away = span(Math.abs(offsetMinutes), "clock");
    const when = offsetMinutes === 0 ? "at" : offsetMinutes < 0 ? "before" : "after";
    return t("step", {
      clock: t(`clock.${clock}`),
      when: t(`when.${when}`, { span: away }),
      channel: t(`channel.${channel}`),
      rung: t(`rung.${rung}`),
      again: repeatMinutes === null ? "" : t("again", { span: span(repeatMinutes, "clock") }),
      off: offDuty ? t("offDuty") : "",
    });
  }

  /** What a row is for. */
  function aim({ faultCode, categoryCode }: Pick<Aim, "faultCode" | "categoryCode">): string {
    if (faultCode !== null) return named(found.faults.find((each) => each.code === faultCode));
    if (categoryCode === null) return t("any");
    return t("category", { name: named(found.categories.find((each) => each.code === categoryCode)) });
  }

  function from({ siteId }: Scope, { row }: Held): string {
    if (row === null) return t("from.shipped");
    return t(row.siteId !== null && row.siteId === siteId ? "from.own" : "from.company");
  }

  const place = (siteId: string | null) =>
    siteId === null ? t("company") : named(found.sites.find((each) => each.id === siteId));

  const urgency = (level: UrgencyLevel) => levels(`u${level}`);

  return { t, urgency, zh, format, named, span, term, pause, step, aim, from, place };
}

export type Words = ReturnType<typeof useWords>;
