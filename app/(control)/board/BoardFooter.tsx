"use client";
import { useTranslations } from "use-intl";
import { paletteWords as en } from "#app/_i18n/messages/en/palette.ts";
import { paletteWords as zh } from "#app/_i18n/messages/zh/palette.ts";
import { Key } from "#app/_ui/Key.tsx";
import { useOffered } from "./palette/offered.ts";
import { useSingleKeys } from "./singleKeys.ts";

const hints = [
  [["J", "K"], "move"],
  [["A"], "assign"],
  [["Enter"], "open"],
  [["Esc"], "back"],
  [["/"], "find"],
  [["N"], "hotline"],
] as const;

/** The keys that matter, always in sight. */
export function BoardFooter({ showHelp, showPalette }: { showHelp(): void; showPalette(): void }) {
  const t = useTranslations("control");
  const single = useSingleKeys();
  useOffered(() => {
    const name = single.on ? "keysOff" : "keysOn";
    const also = [zh.item[name], en.item[name]];
    const run = () => single.set(!single.on);
    return [{ id: "single-keys", group: "desk", words: t(`palette.item.${name}`), also, run }];
  });
  return (
    <footer className="control-footer">
      {hints.map(([keys, act]) => (
        <span key={act} className="control-hint">
          {keys.map((key) => (
            <Key key={key}>{key}</Key>
          ))}
          {t(`keys.${act}`)}
        </span>
      ))}
      <button type="button" className="control-hint" data-testid="open-palette" onClick={showPalette}>
        <Key>Ctrl</Key>
        <Key>K</Key>
        {t("palette.title")}
      </button>
      <button type="button" className="control-hint" onClick={showHelp}>
        <Key>?</Key>
        {t("keys.help")}
      </button>
    </footer>
  );
}
