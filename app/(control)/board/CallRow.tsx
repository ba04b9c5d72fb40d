"use client";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { phoneWords } from "#app/(portal)/phoneWords.ts";
import { useDesk } from "./desk.ts";
import type { Call } from "./useCalls.ts";
import { useWords } from "./useWords.ts";

export const sendTake = (sent: Inputs["escalation"]["acknowledge"]) =>
  api.escalation.acknowledge.mutate(sent);

/** One deadline that calls: which, for whom, how often it rang; whoever takes it in hand says so here. */
export function CallRow({ calls, done, leave }: { calls: Call[]; done(): Promise<void>; leave(): void }) {
  const call = calls[0]!;
  const t = useTranslations("control");
  const { linked, open, say } = useDesk();
  const words = useWords();
  const { run, pending, told } = useCommand(sendTake);
  async function take() {
    const outcome = await run({ escalationId: call.id });
    // The line goes away, so that somebody else has it has to be said beside it.
    const first = !outcome.ok && outcome.told.code === "STATE";
    if (first) say({ tone: "refused", title: call.number, words: words.refusal(outcome.told) });
    if (outcome.ok || first) await done();
  }
  return (
    <li
      className="call"
      data-testid="call-row"
      data-ticket={call.ticketId}
      data-mine={calls.some((each) => each.mine)}
    >
      <div className="call-what">
        <Urgency level={call.urgency as 1 | 2 | 3 | 4} size={20} />
        <button
          type="button"
          className="call-ticket"
          onClick={() => {
            leave();
            open(call.ticketId);
          }}
        >
          {call.number} · {words.zh ? call.fault.nameZh : call.fault.nameEn}
        </button>
        <Countdown dueAt={call.dueAt} />
      </div>
      <Plate place={words.place(call.plate)} size="s" />
      <p className="call-due">
        {t(`callList.due.${call.clock}`, { time: words.time(call.dueAt, call.siteId) })}
      </p>
      <ul className="call-people">
        {calls.map((each) => (
          <li key={each.id}>
            {each.called
              ? t(`callList.for.${each.rung}`, { name: words.person(each.called) })
              : t(`callList.nobody.${each.rung}`)}
            {" · "}
            {t("callList.rings", { count: each.rings, time: words.time(each.lastRungAt, each.siteId) })}
          </li>
        ))}
      </ul>
      {told && told.code !== "STATE" && (
        <p className="call-refusal" role="alert">
          {words.refusal(told)}
        </p>
      )}
      <div className="call-acts">
        {calls.map(
          ({ id, called }) =>
            called?.phone && (
              <a key={id} className="control-button" href={`tel:${called.phone}`}>
                {t("callList.ring", { phone: phoneWords(called.phone) })}
              </a>
            ),
        )}
        <button
          type="button"
          className="control-button"
          data-primary="true"
          data-testid="call-take"
          disabled={!linked || pending}
          onClick={() => void take()}
        >
          {pending ? t("action.sending") : t("callList.take")}
        </button>
      </div>
    </li>
  );
}
