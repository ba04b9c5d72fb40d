"use client";
import { CalendarClock } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMark } from "./marks.ts";
import { useWords } from "./useWords.ts";

/** `short`: where there is no room for the end of the window, which its title says. */
type Props = { ticketId: string; siteId: string; short?: boolean };

/** When somebody comes, as it was agreed with the owner. */
export function AgreedTime({ ticketId, siteId, short = false }: Props) {
  const t = useTranslations("control.marks");
  const words = useWords();
  const agreed = useMark(ticketId)?.agreed;
  if (!agreed) return null;
  const window = words.between(agreed.from, agreed.until, siteId);
  return (
    <span className="mark-agreed" data-testid="mark-agreed" title={t("agreedFor", { window })}>
      <CalendarClock size={13} aria-hidden />
      <span className="visually-hidden">{t("agreed")} </span>
      {short ? words.time(agreed.from, siteId) : window}
    </span>
  );
}

/** The same failure has come back within its warranty (返修). */
export function ReturnMark({ ticketId }: { ticketId: string }) {
  const t = useTranslations("control.marks");
  if (useMark(ticketId)?.isReturn !== true) return null;
  return (
    <b className="mark-return" data-testid="mark-return" title={t("returnWords")}>
      {t("return")}
    </b>
  );
}
