"use client";
import { useTranslations } from "use-intl";
import { Countdown } from "#app/_ui/Countdown.tsx";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { ContactButtons } from "./ContactButtons.tsx";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

type Clock = Detail["clocks"][number];

/** The four promises as they stand: met, running, held, broken; what a pause may still cost; where the figures are from. */
export function DrawerClocks({ detail, ticket }: { detail: Detail; ticket: Ticket }) {
  const t = useTranslations("control");
  const words = useWords();
  return (
    <section data-testid="drawer-clocks">
      <h3>{t("clocks.title")}</h3>
      <dl className="drawer-clocks">
        {detail.clocks.map((clock) => (
          <div key={clock.clock} data-clock={clock.clock} data-state={stateOf(clock)}>
            <dt>{t(`clocks.${clock.clock}`)}</dt>
            <dd>
              <span className="drawer-clock-due">
                {clock.dueAt === null ? t("clocks.never") : words.time(clock.dueAt, ticket.siteId)}
              </span>
              <State clock={clock} siteId={ticket.siteId} />
              {clock.clock === "contact" && clock.running && <ContactButtons ticketId={ticket.id} />}
              <Allowance clock={clock} />
              {clock.provisional && <small>{t("clocks.provisional")}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <p className="drawer-faint drawer-source">{t("clocks.source", { source: detail.termsSource })}</p>
    </section>
  );
}

function stateOf(clock: Clock): "met" | "late" | "held" | "running" | "void" {
  if (clock.stoppedAt !== null) return clock.breached ? "late" : "met";
  if (!clock.running) return "void";
  return clock.breached ? "late" : clock.paused === null ? "running" : "held";
}

function State({ clock, siteId }: { clock: Clock; siteId: string }) {
  const t = useTranslations("control");
  const words = useWords();
  if (clock.stoppedAt !== null)
    return (
      <>
        {t(clock.breached ? "clocks.metLate" : "clocks.met", { time: words.time(clock.stoppedAt, siteId) })}
      </>
    );
  if (!clock.running) return <>{t("clocks.void")}</>;
  if (clock.paused !== null) {
    const { capAt } = clock.paused;
    return (
      <>
        {t("clocks.held", { whose: t(`clocks.whose.${clock.paused.whose}`) })}
        {capAt !== null && ` · ${t("clocks.until", { time: words.time(capAt, siteId) })}`}
      </>
    );
  }
  return clock.breaksAt === null ? null : <Countdown dueAt={clock.breaksAt} />;
}

/** How much of what a pause may take is taken. */
function Allowance({ clock }: { clock: Clock }) {
  const t = useTranslations("control");
  const words = useWords();
  const { paused, givenBack } = clock;
  const used = Object.entries(givenBack).filter(([, minutes]) => minutes > 0);
  if (paused !== null && paused.capMinutes !== null)
    return (
      <small>
        {t("clocks.cap", {
          used: words.span(paused.usedMinutes, clock.basis),
          cap: words.span(paused.capMinutes, clock.basis),
        })}
      </small>
    );
  if (used.length === 0) return null;
  const sum = used.reduce((all, [, minutes]) => all + minutes, 0);
  return <small>{t("clocks.givenBack", { span: words.span(sum, clock.basis) })}</small>;
}
