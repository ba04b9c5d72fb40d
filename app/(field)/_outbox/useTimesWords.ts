"use client";
import { useLocale, useTranslations } from "use-intl";
import type { Told } from "#app/_trpc/refusal.ts";
import type { Window } from "#server/domain/appointment/slots.ts";
import { windowWords } from "#server/domain/appointment/words.ts";
import { useFieldWords } from "../useFieldWords.ts";

/** A time as words in its site's zone, and what a refusal says that stands of the visit now: whose word, and since when. */
export function useTimesWords(timeZone: string) {
  const t = useTranslations("visit.field");
  const words = useFieldWords();
  const locale = useLocale().startsWith("zh") ? "zh" : "en";
  const when = (window: Window) => windowWords(window, timeZone, locale);
  const stands = ({ params = {} }: Told): string => {
    const { from = "", until = "", windows = 0, side = "nobody", at = "" } = params;
    const time = at === "" ? "" : words.time(String(at), timeZone);
    if (side === "nobody") return t("stands.nothing", { time });
    const agreed = from !== "" && until !== "";
    return agreed
      ? t("stands.agreed", {
          side: String(side),
          time,
          when: when({ from: String(from), until: String(until) }),
        })
      : t("stands.offered", { side: String(side), time, count: Number(windows) });
  };
  return { when, stands };
}
