"use client";
import { Menu } from "@base-ui/react/menu";
import { useTranslations } from "use-intl";
import { usePush } from "#app/(field)/_push/usePush.ts";

/** Where the board's own worker lives; it only shows what calls. */
export const boardScope = "/board";
const startWorker = () =>
  navigator.serviceWorker.register("/desk-worker.js", { scope: boardScope, updateViaCache: "none" });

/** Lets a deadline call this browser while the board is closed, or says why it cannot and what happens instead. */
export function PushItem() {
  const t = useTranslations("control.push");
  const { push, turnOn, turnOff } = usePush(boardScope, startWorker);
  if (push === "unknown") return null;
  if (push === "none" || push === "home" || push === "blocked")
    return (
      <p className="control-menu-note" data-testid="board-push" data-state={push}>
        {t(push)}
      </p>
    );
  return (
    <Menu.CheckboxItem
      className="control-menu-item"
      data-testid="board-push"
      data-state={push}
      checked={push === "on"}
      closeOnClick={false}
      onCheckedChange={(on) => {
        if (push !== "working") void (on ? turnOn() : turnOff());
      }}
    >
      {t(push)}
    </Menu.CheckboxItem>
  );
}
