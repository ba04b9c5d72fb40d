"use client";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { paletteWords as en } from "#app/_i18n/messages/en/palette.ts";
import { paletteWords as zh } from "#app/_i18n/messages/zh/palette.ts";
import { isTheme, locales, themes } from "#app/_ui/preferences.ts";
import { next, type Verb } from "#server/domain/ticket/lifecycle.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { type Ask, useDesk } from "../desk.ts";
import { noFilter } from "../filterTickets.ts";
import { useIncidentRoom } from "../incident/room.ts";
import { useDetach } from "../incident/useDetach.ts";
import { type Act, capOf } from "../keyTable.ts";
import { useAsks } from "../TicketMenu.tsx";
import { deedOf } from "../useKeys.ts";
import { useWords } from "../useWords.ts";
import { applyQuery, type SavedView } from "../views/useSavedViews.ts";
import { views } from "../views/view.ts";
import type { Item } from "./item.ts";
import { offeredItems } from "./offered.ts";
import { shownItems } from "./shown.ts";
import type { Twin } from "./twins.ts";

type Name = keyof typeof en.item;
const asks: Array<Exclude<Ask, "merge">> = [
  "assign",
  "endPause",
  "transfer",
  "withdraw",
  "triage",
  "cancel",
  "turnDown",
];
const acts = [
  "undo",
  "acknowledge",
  "alarms",
  "plan",
  "incident",
  "attach",
  "find",
  "help",
] as const satisfies Act[];
const pages = [
  ["hotline", "/hotline", "hotline.caller", "hotline"],
  ["wall", "/wall", "wall.now", null],
  ["stock", "/stock", "stock.levels", null],
  ["codes", "/places/codes", "placeCode.list", null],
  ["forms", "/places/forms", "record.forms", null],
  ["modes", "/places/modes", "dispatch.modes", null],
  ["numbers", "/places/numbers", "site.numbers", null],
  ["promises", "/places/promises", "promise.list", null],
  ["hours", "/places/hours", "hours.list", null],
  ["screens", "/places/screens", "display.list", null],
  ["returns", "/places/returns", "repeat.warranties", null],
] as const;

type Props = {
  twin: Twin;
  subject: Ticket | undefined;
  /** Its drawer is open already. */
  opened: boolean;
  saved: SavedView[];
  prefer(name: string, value: string): void;
  merge(): void;
};

/** Everything that can be done from the palette but choosing a ticket or a technician; what cannot be done says why. */
export function useItems({ twin, subject, opened, saved, prefer, merge }: Props): Item[] {
  const t = useTranslations("control.palette");
  const words = useWords();
  const desk = useDesk();
  const can = useAsks(subject);
  const room = useIncidentRoom();
  const { detach } = useDetach();
  const shown = useMemo(() => shownItems(t("why.off"), twin), [t, twin]);
  const [offered] = useState(offeredItems);
  return useMemo(() => {
    const named = (name: Name) => ({ words: t(`item.${name}`), also: [zh.item[name], en.item[name]] });
    const offline = desk.linked ? undefined : t("why.offline");

    function whyNot(verb: Verb & Ask): string | undefined {
      if (!desk.may(`ticket.${verb}`)) return t("why.role");
      if (subject === undefined) return t("why.none");
      if (next(subject, verb) === null) return t("why.status", { status: words.status(subject) });
      if (verb !== "merge" && !can.includes(verb)) return t("why.incident");
      return offline;
    }
    const ofTicket: Item[] = [
      {
        id: "open",
        group: "ticket",
        ...named("open"),
        cap: capOf("open"),
        why: opened ? t("why.opened") : subject ? undefined : t("why.none"),
        run: () => subject && desk.open(subject.id),
      },
      ...asks.map(
        (ask): Item => ({
          id: ask,
          group: "ticket",
          ...named(ask),
          cap: capOf(ask),
          why: whyNot(ask),
          run: () => subject && desk.ask(ask, subject.id),
        }),
      ),
      {
        id: "merge",
        group: "ticket",
        ...named("merge"),
        cap: capOf("merge"),
        why: whyNot("merge"),
        stays: true,
        run: merge,
      },
    ];
    const inIncident = subject?.incidentId ?? null;
    const ofIncident: Item[] = [
      {
        id: "openIncident",
        group: "ticket",
        ...named("openIncident"),
        why: inIncident === null ? t("why.noIncident") : undefined,
        run: () => room.open(inIncident),
      },
      {
        id: "detach",
        group: "ticket",
        ...named("detach"),
        why: !desk.may("incident.detach")
          ? t("why.role")
          : inIncident === null
            ? t("why.noIncident")
            : offline,
        run: () => subject && void detach({ ticketId: subject.id, version: subject.version }),
      },
    ];
    const nothing = subject === undefined && room.picked.ids.size === 0;
    const lacks = (act: Act) => nothing && (act === "incident" || act === "attach");
    const ofDesk = acts.map((act): Item => {
      const deed = deedOf(act);
      return {
        id: act,
        group: "desk",
        ...named(act),
        cap: capOf(act),
        why: deed && !lacks(act) ? undefined : t(act === "incident" ? "why.incidentNone" : `why.${act}`),
        run: () => deed?.(),
      };
    });
    const looked: Item[] = [
      ...views.map(
        (view): Item => ({
          id: view,
          group: "views",
          ...named(view === "plan" ? "grounds" : view),
          cap: capOf(view === "plan" ? "grounds" : view),
          run: () => deedOf(view === "plan" ? "grounds" : view)?.(),
        }),
      ),
      {
        id: "late",
        group: "views",
        ...named("late"),
        run: () => desk.setFilter({ ...desk.filter, late: true }),
      },
      {
        id: "unassigned",
        group: "views",
        ...named("unassigned"),
        run: () => desk.setFilter({ ...desk.filter, stages: ["unassigned"] }),
      },
      { id: "all", group: "views", ...named("all"), run: () => desk.setFilter(noFilter) },
      ...saved.map(
        (view): Item => ({
          id: `saved-${view.name}`,
          group: "views",
          words: view.name,
          also: [t("saved")],
          run: () => applyQuery(view.query),
        }),
      ),
    ];
    const elsewhere = pages
      .filter(([, , operation]) => desk.may(operation))
      .map(
        ([name, path, , act]): Item => ({
          id: name,
          group: "pages",
          ...named(name),
          also: [zh.item[name], en.item[name], path],
          cap: act === null ? undefined : capOf(act),
          run: () => location.assign(path),
        }),
      );
    const looks = [...themes, ...locales].map(
      (value): Item => ({
        id: value,
        group: "looks",
        ...named(value),
        run: () => prefer(isTheme(value) ? "theme" : "locale", value),
      }),
    );
    return [...ofTicket, ...ofIncident, ...ofDesk, ...looked, ...elsewhere, ...looks, ...offered, ...shown];
  }, [t, words, desk, can, subject, opened, saved, prefer, merge, shown, offered, room, detach]);
}
