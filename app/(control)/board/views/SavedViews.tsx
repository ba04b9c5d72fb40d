"use client";
import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDesk } from "../desk.ts";
import { useRoom } from "../useRoom.ts";
import { SavedViewsSheet } from "./SavedViewsSheet.tsx";
import { applyQuery, lastingQuery, type useSavedViews } from "./useSavedViews.ts";

/** The person's own views by name, and the way to keep the present one. */
export function SavedViews({
  kept,
  opened,
}: {
  kept: ReturnType<typeof useSavedViews>;
  opened(open: boolean): void;
}) {
  const t = useTranslations("control.views");
  const { say } = useDesk();
  const [sheet, setSheet] = useState(false);
  const [here, setHere] = useState("");
  const room = useRoom();
  const ask = (open: boolean) => {
    setSheet(open);
    opened(open);
  };
  async function share() {
    try {
      await navigator.clipboard.writeText(
        `${location.origin}${location.pathname}?${lastingQuery(location.search)}`,
      );
      say({ tone: "done", title: t("copied") });
    } catch {
      say({ tone: "refused", title: t("notCopied") });
    }
  }
  return (
    <>
      <Menu.Root modal={false} onOpenChange={(open) => open && setHere(lastingQuery(location.search))}>
        <Menu.Trigger className="control-button saved-views" data-testid="saved-views">
          {t("saved")} <ChevronDown size={14} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal container={room}>
          <Menu.Positioner sideOffset={4} align="end" className="control-layer">
            <Menu.Popup className="control-menu saved-menu">
              {kept.views.map((view) => (
                <Menu.Item
                  key={view.name}
                  className="control-menu-item"
                  data-testid="saved-view"
                  onClick={() => applyQuery(view.query)}
                >
                  <span className="saved-mark">
                    {view.query === here && <Check size={14} aria-label={t("current")} />}
                  </span>
                  <span className="saved-name">{view.name}</span>
                  {view.opensFirst && <small>{t("opensFirst")}</small>}
                </Menu.Item>
              ))}
              {kept.views.length === 0 && <p className="saved-none">{t("none")}</p>}
              <Menu.Separator className="saved-line" />
              <Menu.Item className="control-menu-item" data-testid="keep-views" onClick={() => ask(true)}>
                {t("keep")}
              </Menu.Item>
              <Menu.Item className="control-menu-item" onClick={share}>
                {t("share")}
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {sheet && <SavedViewsSheet kept={kept} close={() => ask(false)} />}
    </>
  );
}
