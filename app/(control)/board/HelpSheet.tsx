"use client";
import { useTranslations } from "use-intl";
import { Key } from "#app/_ui/Key.tsx";
import { BoardSheet } from "./BoardSheet.tsx";

const rows = [
  [["J", "K", "↓", "↑"], "move"],
  [["Home", "End"], "first"],
  [["A"], "assign"],
  [["A", "Enter"], "confirm"],
  [["Enter"], "open"],
  [["Space"], "pick"],
  [["I"], "incident"],
  [["Esc"], "back"],
  [["P"], "plan"],
  [["Y"], "acknowledge"],
  [["L"], "alarms"],
  [["/"], "find"],
  [["N"], "hotline"],
  [["?"], "help"],
] as const;

export function HelpSheet({ close }: { close(): void }) {
  const t = useTranslations("control");
  return (
    <BoardSheet title={t("keys.title")} close={close} testId="help-sheet">
      <dl className="help-keys">
        {rows.map(([keys, act]) => (
          <div key={act}>
            <dt>
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd>{t(`keys.${act}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="sheet-hint">{t("keys.quiet")}</p>
      <p className="sheet-hint">{t("keys.drag")}</p>
    </BoardSheet>
  );
}
