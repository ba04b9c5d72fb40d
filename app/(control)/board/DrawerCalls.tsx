"use client";
import { useTranslations } from "use-intl";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

/** The calls that it came from or that were about it, and why it was received before it was typed. */
export function DrawerCalls({ detail }: { detail: Detail }) {
  const t = useTranslations("control.calls");
  const words = useWords();
  const { calls, entries, ticket, registeredAt } = detail;
  const reported = entries.find((entry) => entry.type === "reported");
  const earlier = reported?.data.earlier;
  if (calls.length === 0 && earlier === undefined) return null;
  const time = (iso: string) => words.time(iso, ticket.siteId);
  return (
    <section data-testid="drawer-calls">
      <h3>{t("title")}</h3>
      {earlier !== undefined && (
        <p>
          {t("earlier", {
            received: time(ticket.receivedAt),
            typed: time(registeredAt),
            why: t(`reason.${String(earlier)}` as "reason.on_paper"),
          })}
          {reported?.words && <q dir="auto">{reported.words}</q>}
        </p>
      )}
      <ul className="drawer-calls">
        {calls.map((call) => (
          <li key={`${call.callId} ${call.why}`}>
            <time>{time(call.startedAt)}</time>
            <span>{t(`why.${call.why}`)}</span>
            <span>{call.seconds === null ? t("noLength") : t("length", lengthOf(call.seconds))}</span>
            {call.recording && <small>{t("recording", { where: call.recording })}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function lengthOf(seconds: number): { minutes: number; seconds: string } {
  return { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, "0") };
}
