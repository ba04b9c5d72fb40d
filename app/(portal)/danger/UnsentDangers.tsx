"use client";
import { DangerSent } from "./DangerSent.tsx";
import { useToldDangers } from "./toldDangers.ts";
import { useChosenDanger } from "./useChosenDanger.ts";

/** On every page of the residents: a danger that did not reach the desk yet, with the number to call. */
export function UnsentDangers() {
  const here = useChosenDanger();
  const unsent = useToldDangers().filter(({ state, danger }) => state === "unsent" && danger !== here);
  if (unsent.length === 0) return null;
  return (
    <div className="portal-unsent">
      {unsent.map((told) => (
        <DangerSent key={told.key} told={told} />
      ))}
    </div>
  );
}
