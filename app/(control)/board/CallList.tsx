"use client";
import { PhoneCall } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { BoardSheet } from "./BoardSheet.tsx";
import { CallRow } from "./CallRow.tsx";
import { useCalls } from "./useCalls.ts";
import { useWords } from "./useWords.ts";

/** The button that says how many deadlines call for somebody, and the list behind it. */
export function CallList() {
  const t = useTranslations("control");
  const words = useWords();
  const { calls, told, again } = useCalls();
  const [open, setOpen] = useState(false);
  const toCall = calls.filter((call) => call.channel === "call");
  const others = calls.filter((call) => call.channel !== "call");
  const row = (call: (typeof calls)[number]) => (
    <CallRow key={call.id} call={call} done={again} leave={() => setOpen(false)} />
  );
  return (
    <>
      <button
        type="button"
        className="control-button call-list-open"
        data-testid="call-list-open"
        data-tone={calls.length > 0 ? "p1" : undefined}
        onClick={() => setOpen(true)}
      >
        <PhoneCall size={18} strokeWidth={1.75} aria-hidden />
        <span className="call-list-name">{t("callList.open")}</span>
        <b>{calls.length}</b>
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
