"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useDesk } from "../desk.ts";
import { usePresence } from "../usePresence.ts";
import { useWords } from "../useWords.ts";
import { fit, type Item, soughtIn } from "./item.ts";
import type { Twin } from "./twins.ts";

/** As many as a person reads through before typing on. */
const most = 8;

/** Whether a technician is there, to be said of those whom the typed words name: `zhang meal`, `张 休息`. */
export function usePresenceItems(typed: string, twin: Twin): Item[] {
  const t = useTranslations("control.palette");
  const { technicians, may, linked } = useDesk();
  const { choices, set } = usePresence();
  const words = useWords();
  const [first = "", ...rest] = typed.trim().split(/\s+/);
  const named = useMemo(
    () =>
      first === ""
        ? []
        : [...technicians.values()].filter((who) => fit(first, soughtIn([who.name, who.nameLatin])) !== null),
    [first, technicians],
  );
  if (!may("technician.setAvailability")) return [];
  return named
    .slice(0, most)
    .flatMap((who) =>
      choices(who.id).map((choice): Item & { fits: boolean } => ({
        id: `presence-${who.id}-${choice.reason ?? choice.next}`,
        group: "presence",
        words: t("presence", { name: words.person(who), is: choice.words }),
        why: linked ? undefined : t("why.offline"),
        run: () => void set(who, choice),
        fits:
          rest.length === 0
            ? named.length === 1
            : fit(rest.join(" "), soughtIn([choice.words, twin(choice.words) ?? ""])) !== null,
      })),
    )
    .filter((item) => item.fits)
    .slice(0, most);
}
