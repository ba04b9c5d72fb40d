"use client";
import { useTranslations } from "use-intl";
import type { Technician } from "./BoardStore.ts";
import { useDesk } from "./desk.ts";
import { dropOnTechnician } from "./drop.ts";
import type { Drag } from "./useDrag.ts";
import { useWhyNotWords } from "./useWhyNotWords.ts";

/** May what is in the hand be let go over him? Null while nothing is carried or nobody is ranked yet. */
export function verdictOn(drag: Drag, who: Technician): "his" | "no" | "yes" | null {
  if (drag.ticketId === null || drag.candidates === null) return null;
  if (drag.holderId === who.id) return "his";
  return drag.candidates.get(who.id)?.eligible === true ? "yes" : "no";
}

/** What letting go over him would do, and what speaks against it. */
export function DropVerdict({ drag, who, className }: { drag: Drag; who: Technician; className: string }) {
  const t = useTranslations("control.lanes");
  const reasons = useTranslations("control.whyNot");
  const { store } = useDesk();
  const whyNot = useWhyNotWords();
  const verdict = verdictOn(drag, who);
  if (verdict === null) return null;
  const candidate = drag.candidates?.get(who.id);
  const why = whyNot(candidate?.whyNot ?? []);
  const does = dropOnTechnician(store.ticket(drag.ticketId ?? ""), who.id);
  return (
    <div className={className}>
      {verdict === "his"
        ? t("hisAlready")
        : verdict === "no" || does === null
          ? t("mayNot", { why: why || reasons("no_skill") })
          : why
            ? t("mayDropBut", { why })
            : t(does === "transfer" ? "mayTransfer" : "mayDrop")}
      {verdict === "yes" && candidate && <b>{candidate.score}</b>}
    </div>
  );
}
