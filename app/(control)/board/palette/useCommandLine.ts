"use client";
import { useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { next } from "#server/domain/ticket/lifecycle.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk } from "../desk.ts";
import { openForKeys } from "../focusedJob.ts";
import { useAssign } from "../useAssign.ts";
import { useWords } from "../useWords.ts";
import { commandIn, isMeant, isNamed } from "./command.ts";
import type { Item } from "./item.ts";

/** More jobs or people than this are told apart by typing on. */
const most = 6;

/**
 * What a typed command would do, a line for each job and person that it can mean; what it cannot do says why. A job that
 * the server refuses to give away is `refused` here, where the command still stands.
 */
export function useCommandLine(typed: string, close: () => void): { items: Item[]; refused: string | null } {
  const t = useTranslations("control.palette");
  const desk = useDesk();
  const words = useWords();
  const { run: assign, told, forget } = useAssign(desk);
  const [sent, setSent] = useState("");
  const send = useCallback(
    async (ticket: Ticket, technicianId: string) => {
      setSent(typed);
      forget();
      if (await assign(ticket.id, ticket.version, technicianId)) close();
    },
    [assign, close, forget, typed],
  );
  const items = useMemo((): Item[] => {
    const command = commandIn(typed);
    if (command === null) return [];
    const { verb, who } = command;
    const no = (id: string, why: string): Item => ({
      id,
      group: "command",
      words: typed.trim(),
      why,
      run() {},
    });
    const jobs = [...desk.store.stream.tickets.values()].filter((each) => isMeant(each.number, command.job));
    if (jobs.length === 0) return [no("command-none", t("why.noJob", { job: command.job }))];
    const line = (ticket: Ticket, to: string | null, run: () => void, stays = false): Item => {
      const about = {
        number: ticket.number,
        place: words.plate(ticket),
        fault: words.fault(ticket.faultCode),
      };
      const impossible = verb !== "open" && next(ticket, verb) === null;
      return {
        id: `command-${ticket.id}-${to ?? ""}`,
        group: "command",
        words: t(to === null ? "command.about" : "command.to", {
          ...about,
          what: t(`item.${verb}`),
          name: to === null ? "" : words.technician(to),
        }),
        why:
          verb !== "open" && !desk.may(`ticket.${verb}`)
            ? t("why.role")
            : impossible
              ? t("why.status", { status: words.status(ticket) })
              : verb !== "open" && !desk.linked
                ? t("why.offline")
                : undefined,
        stays,
        run,
      };
    };
    return jobs.slice(0, most).flatMap((ticket): Item[] => {
      if (verb === "open") return [line(ticket, null, () => openForKeys(desk.open, ticket.id))];
      if (who === "" || (verb !== "assign" && verb !== "transfer"))
        return [line(ticket, null, () => desk.ask(verb, ticket.id))];
      const people = [...desk.technicians.values()].filter(
        (each) => each.siteIds.includes(ticket.siteId) && isNamed(each, who),
      );
      if (people.length === 0) return [no(`command-${ticket.id}`, t("why.noTechnician", { name: who }))];
      return people
        .slice(0, most)
        .map(({ id }) =>
          verb === "assign"
            ? line(ticket, id, () => void send(ticket, id), true)
            : line(ticket, id, () => desk.ask("transfer", ticket.id, { to: id })),
        );
    });
  }, [typed, desk, words, t, send]);
  return { items, refused: told !== null && sent === typed ? words.refusal(told) : null };
}
