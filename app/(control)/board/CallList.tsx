"use client";
import { PhoneCall } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { BoardSheet } from "./BoardSheet.tsx";
import { CallRow } from "./CallRow.tsx";
import { type Call, useCalls } from "./useCalls.ts";
import { useWords } from "./useWords.ts";

/** The button that says how many deadlines call for somebody, and the list behind it. */
export function CallList() {
  const t = useTranslations("control");
  const words = useWords();
  const { calls, told, again } = useCalls();
  const [open, setOpen] = useState(false);
  const deadlines = byDeadline(calls);
  const toCall = deadlines.filter((rung) => rung.some((call) => call.channel === "call"));
  const others = deadlines.filter((rung) => !toCall.includes(rung));
  const row = (rung: Call[]) => (
    <CallRow key={rung[0]!.id} calls={rung} done={again} leave={() => setOpen(false)} />
  );
  return (
    <>
      <button
        type="button"
        className="control-button call-list-open"
        data-testid="call-list-open"
        data-tone={deadlines.length > 0 ? "p1" : undefined}
        onClick={() => setOpen(true)}
      >
        <PhoneCall size={18} strokeWidth={1.75} aria-hidden />
        <span className="call-list-name">{t("callList.open")}</span>
        <b>{deadlines.length}</b>
      </button>
      {open && (
        <BoardSheet title={t("callList.title")} close={() => setOpen(false)} testId="call-list">
          {told && (
            <p className="sheet-refusal" role="alert">
              {words.refusal(told)}
            </p>
          )}
          <div className="call-list">
            {calls.length === 0 && !told && <p className="drawer-faint">{t("callList.none")}</p>}
            {toCall.length > 0 && (
              <section>
                <h3>{t("callList.phone", { count: toCall.length })}</h3>
                <ul>{toCall.map(row)}</ul>
              </section>
            )}
            {others.length > 0 && (
              <section>
                <h3>{t("callList.told", { count: others.length })}</h3>
                <ul>{others.map(row)}</ul>
              </section>
            )}
          </div>
        </BoardSheet>
      )}
    </>
  );
}

/** What rings for one deadline of one ticket belongs together: whoever takes it in hand silences all of it. */
function byDeadline(calls: Call[]): Call[][] {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const key = `${call.ticketId} ${call.clock} ${call.dueAt}`;
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  return [...groups.values()];
}
