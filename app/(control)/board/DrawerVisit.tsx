"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { seenOf, type VisitSeen, visitSeen } from "#app/_visit/seen.ts";
import { Times } from "#app/_visit/Times.tsx";
import { freshBy, useSlots } from "#app/_visit/useSlots.ts";
import { mayAppoint, type VisitOffReason, visitOffReasons } from "#server/domain/appointment/appointment.ts";
import { mostOffered } from "#server/domain/appointment/choices.ts";
import type { Window } from "#server/domain/appointment/slots.ts";
import { windowWords } from "#server/domain/appointment/words.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk } from "./desk.ts";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

const offer = (sent: Inputs["appointment"]["offer"]) => api.appointment.offer.mutate(sent);
const choose = (sent: Inputs["appointment"]["choose"]) => api.appointment.choose.mutate(sent);
const change = (sent: Inputs["appointment"]["change"]) => api.appointment.change.mutate(sent);
const callOff = (sent: Inputs["appointment"]["cancel"]) => api.appointment.cancel.mutate(sent);

type Asks = "offer" | "choose" | "change" | "cancel";

/** When somebody comes: what is agreed, and the desk in the technician's or the caller's place. */
export function DrawerVisit({ detail, ticket, again }: { detail: Detail; ticket: Ticket; again(): void }) {
  const t = useTranslations("visit");
  const words = useWords();
  const { linked, may, say } = useDesk();
  const { visit, site } = detail;
  const [asks, setAsks] = useState<Asks | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [reason, setReason] = useState<VisitOffReason | null>(null);
  const [problem, setProblem] = useState("");
  const [fresh, setFresh] = useState<Window[] | null>(null);
  /** The visit as it stood when the form was opened: what is offered or agreed meanwhile is not replaced unseen. */
  const [seen, setSeen] = useState<VisitSeen>(seenOf(visit));
  const slots = useSlots(ticket.id, ticket.version, asks !== null && asks !== "cancel");
  const offering = useCommand(offer);
  const choosing = useCommand(choose);
  const changing = useCommand(change);
  const ending = useCommand(callOff);
  const open = mayAppoint(ticket.status) && may("appointment.offer") && ticket.technicianId !== null;
  const inVain = detail.entries.filter((entry) => entry.type === "no_access").length;
  if (visit === null && !open && inVain === 0) return null;
  const pending = offering.pending || choosing.pending || changing.pending || ending.pending;
  const known = fresh ?? (asks === "choose" ? slots.slots?.choices : slots.slots?.free) ?? [];
  const shown = known.filter((each) => each.from !== visit?.agreed?.from);
  const windows = shown.filter((each) => chosen.includes(each.from));

  function ask(what: Asks | null) {
    setAsks(what);
    setSeen(seenOf(visit));
    setChosen([]);
    setFresh(null);
    setProblem("");
  }
  async function settle(outcome: Promise<{ ok: true } | { ok: false; told: Told }>, said: string) {
    const answer = await outcome;
    if (!answer.ok) {
      const moved = answer.told.code === "STALE" && answer.told.field === "visit";
      setProblem(moved ? standsWords(answer.told) : words.refusal(answer.told));
      if (moved) {
        setSeen(visitSeen(answer.told));
        again();
      }
      const left = freshBy(answer.told);
      setFresh(left.length > 0 ? left : null);
      setChosen([]);
      return slots.again();
    }
    ask(null);
    say({ tone: "done", title: said });
    again();
  }
  /** What somebody has made of the visit while the form was open. */
  function standsWords({ params = {} }: Told): string {
    const { from, until, windows } = params;
    if (!params.visit) return t("desk.moved.nothing");
    if (!from) return t("desk.moved.offered", { count: Number(windows) });
    const when = windowWords(
      { from: String(from), until: String(until) },
      site.timeZone,
      words.zh ? "zh" : "en",
    );
    return t("desk.moved.agreed", { when });
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const [window] = windows;
    const ticketId = ticket.id;
    if (asks === "cancel") {
      if (reason === null || visit === null) return setProblem(t("door.need"));
      return void settle(ending.run({ ticketId, appointmentId: visit.id, reason, seen }), t("desk.off"));
    }
    if (window === undefined) return setProblem(t("field.pickOne"));
    if (asks === "offer") return void settle(offering.run({ ticketId, windows, seen }), t("desk.sent"));
    if (asks === "choose" && visit !== null)
      return void settle(choosing.run({ ticketId, appointmentId: visit.id, window }), t("desk.fixed"));
    return void settle(changing.run({ ticketId, window, seen }), t("desk.fixed"));
  }

  return (
    <section className="drawer-visit" data-testid="drawer-visit">
      <h3>{t("desk.title")}</h3>
      {visit?.agreed ? (
        <p className="visit-agreed">
          {t("desk.agreed", { when: windowWords(visit.agreed, site.timeZone, words.zh ? "zh" : "en") })}
        </p>
      ) : (
        <p className={visit === null ? "drawer-faint" : undefined}>
          {visit === null ? t("desk.none") : t("desk.offered", { count: visit.windows.length })}
        </p>
      )}
      {visit !== null && visit.agreed !== null && visit.technicianId === null && <p>{t("desk.nobody")}</p>}
      {inVain > 0 && <p className="drawer-faint">{t("desk.inVain", { count: inVain })}</p>}
      {asks === null && (
        <div className="drawer-visit-acts">
          {open && act("offer", t("desk.offer"))}
          {open && visit !== null && visit.agreed === null && act("choose", t("desk.choose"))}
          {open && act("change", t(visit?.agreed ? "desk.change" : "desk.fix"))}
          {visit !== null && may("appointment.cancel") && act("cancel", t("desk.cancel"))}
        </div>
      )}
      {asks !== null && (
        <form onSubmit={submit} noValidate>
          {asks === "cancel" ? (
            <fieldset className="sheet-choices">
              <legend>{t("desk.cancel")}</legend>
              {problem !== "" && <p role="alert">{problem}</p>}
              {visitOffReasons.map((each) => (
                <label key={each}>
                  <input
                    type="radio"
                    name="visit-off"
                    checked={reason === each}
                    onChange={() => setReason(each)}
                  />
                  {t(`off.${each}`)}
                </label>
              ))}
            </fieldset>
          ) : slots.slots === null && fresh === null ? (
            slots.told === null && <p role="status">{t("looking")}</p>
          ) : shown.length === 0 ? (
            <p>{t("desk.empty")}</p>
          ) : (
            <Times
              name="desk-visit"
              title={t("desk.sheet", { name: words.technician(ticket.technicianId) })}
              windows={shown}
              timeZone={site.timeZone}
              chosen={chosen}
              choose={setChosen}
              most={asks === "offer" ? mostOffered : 1}
              problem={problem}
            />
          )}
          {slots.told && <p role="alert">{words.refusal(slots.told)}</p>}
          <div className="drawer-visit-acts">
            <button
              type="submit"
              className="control-button"
              data-primary="true"
              disabled={!linked || pending}
            >
              {asks === "cancel"
                ? t("desk.cancel")
                : asks === "offer"
                  ? t("desk.send", { count: windows.length })
                  : t("desk.fix")}
            </button>
            <button type="button" className="control-button" onClick={() => ask(null)}>
              {t("desk.close")}
            </button>
          </div>
        </form>
      )}
    </section>
  );

  function act(what: Asks, name: string) {
    return (
      <button
        type="button"
        className="control-button"
        data-testid={`visit-${what}`}
        disabled={!linked}
        onClick={() => ask(what)}
      >
        {name}
      </button>
    );
  }
}
