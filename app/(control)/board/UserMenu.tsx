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
            {may("placeCode.list") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/places/codes")}>
                {t("user.codes")}
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
