"use client";
import { useTranslations } from "use-intl";
import { Key } from "#app/_ui/Key.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import type { PlateWords } from "#server/domain/place/plate.ts";
import { useDeskWords } from "./useDeskWords.ts";

export type FiledCall = {
  ticketId: string;
  number: string;
  plate: PlateWords;
  /** Nothing new was filed: the caller's household follows this one, or the call is on its record. */
  instead?: "follows" | "onRecord";
  /** Name and number of the caller, where somebody else is on the line by now. */
  caller?: string;
};

/** The number to say to the caller, large enough to read while talking. */
export function Filed({ filed, more }: { filed: FiledCall; more: (() => void) | null }) {
  const t = useTranslations("desk.filed");
  const words = useDeskWords();
  return (
    <section className="desk-filed" role="status" aria-labelledby="filed-title">
      <h2 id="filed-title">{t(filed.instead ?? "title")}</h2>
      <p className="desk-filed-number" data-testid="filed-number" data-ticket={filed.ticketId}>
        {filed.number}
      </p>
      <Plate place={words.parts(filed.plate)} size="m" />
      {filed.caller && <p data-testid="filed-for">{t("for", { caller: `\u2068${filed.caller}\u2069` })}</p>}
      <p>
        {t(filed.instead === "follows" ? "sayFollows" : filed.instead === "onRecord" ? "sayOnRecord" : "say")}
      </p>
      {more && (
        <button type="button" className="desk-button" data-testid="one-more" onClick={more}>
          {t("more")} <Key>Alt M</Key>
        </button>
      )}
    </section>
  );
}
