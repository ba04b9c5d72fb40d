"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useAlarmWords } from "#app/_alarm/useAlarmWords.ts";
import type { Shortfall } from "#server/domain/alarm/shortfall.ts";
import { useDesk } from "./desk.ts";

/** That nobody is free for it just now, and why, in the words of the alarm; whatever rings or does not ring for it. */
export function DrawerNobody({ lack, siteId }: { lack: Shortfall; siteId: string }) {
  const t = useTranslations("control.drawer");
  const { sites } = useDesk();
  const said = useAlarmWords(useMemo(() => ({ sites: [...sites.values()] }), [sites]));
  // That a lead must rule stands beside what can be done already.
  if (lack.lead) return null;
  return (
    <p className="drawer-nobody" data-testid="nobody-free">
      {t("nobodyFree", { why: said.shortfall({ shortfall: lack, siteId }) })}
    </p>
  );
}
