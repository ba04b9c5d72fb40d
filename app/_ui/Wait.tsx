"use client";
import { useLocale, useTranslations } from "use-intl";
import { whoseWait } from "#server/domain/sla/terms.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { serverNow, useServerClock } from "./serverClock.ts";

type Props = {
  ticket: Pick<Ticket, "status" | "technicianId" | "pauseReason" | "backAt" | "capAt">;
  timeZone: string;
  /** To the owner it is said as to the owner. */
  to: "staff" | "owner";
};

/** While a job is paused: for what, whose wait it is, when it goes on, and until when its clock may stand. */
export function Wait({ ticket, timeZone, to }: Props) {
  const t = useTranslations("shared.wait");
  const locale = useLocale();
  useServerClock(60_000);
  if (ticket.status !== "paused" || ticket.pauseReason === null) return null;
  const whose = whoseWait[ticket.pauseReason];
  const at = (iso: string) => dayOrTime(iso, timeZone, locale, serverNow());
  return (
    <p className="wait" data-whose={whose} data-testid="wait" suppressHydrationWarning>
      {t(`for.${ticket.pauseReason}`)}
      {t("join")}
      {t(to === "owner" ? `toOwner.${whose}` : `whose.${whose}`)}
      {ticket.backAt !== null && ` · ${t("back", { at: at(ticket.backAt) })}`}
      {ticket.technicianId === null && ` · ${t(to === "owner" ? "somebodyNew" : "nobody")}`}
      {to === "staff" && ` · ${ticket.capAt === null ? t("runs") : t("stands", { at: at(ticket.capAt) })}`}
    </p>
  );
}

/** `14:30` today, `Tuesday` within the week, else the date; in the site's zone. */
function dayOrTime(iso: string, timeZone: string, locale: string, now: number): string {
  const at = Date.parse(iso);
  const day = (instant: number) =>
    new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(instant);
  const of = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale.startsWith("zh") ? "zh-CN" : "en-GB", { timeZone, ...options }).format(at);
  if (day(at) === day(now)) return of({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const soon = Math.abs(at - now) < 6 * 86_400_000;
  return soon ? of({ weekday: "long" }) : of({ month: "short", day: "numeric" });
}
