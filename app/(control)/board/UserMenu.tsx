"use client";
import { Menu } from "@base-ui/react/menu";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useDesk } from "./desk.ts";
import { useRoom } from "./useRoom.ts";

export function UserMenu() {
  const t = useTranslations("control");
  const repeat = useTranslations("repeat");
  const { me, say, may } = useDesk();
  const [leaving, setLeaving] = useState(false);
  const room = useRoom();
  async function leave() {
    setLeaving(true);
    try {
      await api.session.end.mutate({ key: crypto.randomUUID(), input: {} });
      await signOut({ callbackUrl: "/sign-in" });
    } catch {
      setLeaving(false);
      say({ tone: "refused", title: t("user.failed") });
    }
  }
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="control-user" aria-label={t("user.menu", { name: me.name })}>
        {leaving ? t("user.signingOut") : me.name}
      </Menu.Trigger>
      <Menu.Portal container={room}>
        <Menu.Positioner sideOffset={4} align="end" className="control-layer">
          <Menu.Popup className="control-menu">
            {may("hotline.caller") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/hotline")}>
                {t("user.hotline")}
              </Menu.Item>
            )}
            {may("stock.levels") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/stock")}>
                {t("user.stock")}
              </Menu.Item>
            )}
            {may("placeCode.list") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/places/codes")}>
                {t("user.codes")}
              </Menu.Item>
            )}
            {may("record.forms") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/places/forms")}>
                {t("offered.forms")}
              </Menu.Item>
            )}
            {may("dispatch.modes") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/places/modes")}>
                {t("offered.modes")}
              </Menu.Item>
            )}
            {may("repeat.warranties") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/places/returns")}>
                {repeat("page.title")}
              </Menu.Item>
            )}
            {may("promise.list") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/places/promises")}>
                {t("offered.promises")}
              </Menu.Item>
            )}
            {may("hours.list") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/places/hours")}>
                {t("offered.hours")}
              </Menu.Item>
            )}
            {may("site.numbers") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/places/numbers")}>
                {t("offered.numbers")}
              </Menu.Item>
            )}
            <Menu.Item className="control-menu-item" onClick={leave}>
              {t("user.signOut")}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
