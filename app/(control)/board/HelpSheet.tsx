"use client";
import { useTranslations } from "use-intl";
import { Key } from "#app/_ui/Key.tsx";
import { BoardSheet } from "./BoardSheet.tsx";
import { keyTable } from "./keyTable.ts";
import { useSingleKeys } from "./singleKeys.ts";

export function HelpSheet({ close }: { close(): void }) {
  const t = useTranslations("control");
  const single = useSingleKeys();
  return (
    <BoardSheet title={t("keys.title")} close={close} testId="help-sheet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to by keyboard alone */}
      <div className="help-scroll" tabIndex={0}>
        <dl className="help-keys">
          {keyTable.map(({ caps, words }) => (
            <div key={words}>
              <dt>
                {caps.map((cap) => (
                  <Key key={cap}>{cap}</Key>
                ))}
              </dt>
              <dd>{t(`keys.${words}`)}</dd>
            </div>
          ))}
        </dl>
        <div className="sheet-choices">
          <label>
            <input
              type="checkbox"
              name="singleKeys"
              checked={single.on}
              onChange={(event) => single.set(event.target.checked)}
            />
            {t("keys.single")}
          </label>
        </div>
        <p className="sheet-hint">{t("keys.quiet")}</p>
        <p className="sheet-hint">{t("keys.drag")}</p>
      </div>
    </BoardSheet>
  );
}
