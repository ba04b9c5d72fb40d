"use client";
import { Menu } from "@base-ui/react/menu";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { paletteWords as en } from "#app/_i18n/messages/en/palette.ts";
import { paletteWords as zh } from "#app/_i18n/messages/zh/palette.ts";
import { api } from "#app/_trpc/client.ts";
import { silence } from "#app/(field)/_push/usePush.ts";
import { useDesk } from "./desk.ts";
import { boardScope, PushItem } from "./PushItem.tsx";
import { useOffered } from "./palette/offered.ts";
import { useRoom } from "./useRoom.ts";
import { useWords } from "./useWords.ts";

export function UserMenu() {
  const t = useTranslations("control");
  const repeat = useTranslations("repeat");
  const palette = useTranslations("control.palette.item");
  const { me, say, may } = useDesk();
  const name = useWords().person(me);
  const [leaving, setLeaving] = useState(false);
  const room = useRoom();
  async function leave() {
    setLeaving(true);
    try {
      // The next one who signs in here asks for their own; the office forgets this one's with the session.
      await silence(boardScope).catch(() => {});
      await api.session.end.mutate({ key: crypto.randomUUID(), input: {} });
      await signOut({ callbackUrl: "/sign-in" });
    } catch {
      setLeaving(false);
      say({ tone: "refused", title: t("user.failed") });
    }
  }
  useOffered(() => [
    {
      id: "sign-out",
      group: "pages",
      words: palette("signOut"),
      also: [zh.item.signOut, en.item.signOut],
      run: () => void leave(),
    },
  ]);
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="control-user" aria-label={t("user.menu", { name })}>
        {leaving ? t("user.signingOut") : name}
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
            {may("display.list") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/places/screens")}>
                {t("offered.screens")}
              </Menu.Item>
            )}
            {may("site.numbers") && (
              <Menu.Item className="control-menu-item" onClick={() => location.assign("/places/numbers")}>
                {t("offered.numbers")}
              </Menu.Item>
            )}
            {may("push.subscribe") && <PushItem />}
            <Menu.Item className="control-menu-item" onClick={leave}>
              {t("user.signOut")}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
