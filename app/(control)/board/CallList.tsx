"use client";
import { PhoneCall } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { paletteWords as en } from "#app/_i18n/messages/en/palette.ts";
import { paletteWords as zh } from "#app/_i18n/messages/zh/palette.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { BoardSheet } from "./BoardSheet.tsx";
import { CallRow, sendTake } from "./CallRow.tsx";
import { useDesk } from "./desk.ts";
import type { Item } from "./palette/item.ts";
import { useOffered } from "./palette/offered.ts";
import { type Call, useCalls } from "./useCalls.ts";
import { useWords } from "./useWords.ts";

/** The button that says how many deadlines call for somebody, and the list behind it. */
export function CallList() {
  const t = useTranslations("control");
  const words = useWords();
  const { say, linked } = useDesk();
  const { calls, told, again } = useCalls();
  const [open, setOpen] = useState(false);
  const deadlines = byDeadline(calls);
  const toCall = deadlines.filter((rung) => rung.some((call) => call.channel === "call"));
  const others = deadlines.filter((rung) => !toCall.includes(rung));
  const take = useCommand(sendTake);
  useOffered(() =>
    deadlines.map((rung): Item => {
      const call = rung[0]!;
      const fault = words.zh ? call.fault.nameZh : call.fault.nameEn;
      return {
        id: `call-${call.id}`,
        group: "desk",
        words: t("palette.take", {
          number: call.number,
          fault,
          place: plateLine(words.place(call.plate)),
          due: t(`callList.due.${call.clock}`, { time: words.time(call.dueAt, call.siteId) }),
        }),
        also: [zh.take, en.take],
        why: linked ? undefined : t("palette.why.offline"),
        async run() {
          const sent = await take.run({ escalationId: call.id });
          if (sent.ok) say({ tone: "done", title: t("palette.taken", { number: call.number }) });
          else say({ tone: "refused", title: t("callList.title"), words: words.refusal(sent.told) });
          await again();
        },
      };
    }),
  );
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
