import { draft, drawerOf, job, menu, on, open } from "./parts.ts";
import type { Scene } from "./scene.ts";
import type { World } from "./world.ts";

/** What lies over the page: the unsent, the menu with its warnings, the camera. */
export function overScenes(world: World): Scene[] {
  const { personId, tickets } = world;
  const { accepted, onSite } = tickets;
  const drawer = drawerOf(world);
  return [
    {
      name: "scanner-refused",
      path: job(onSite),
      screen: true,
      act: async (page) => {
        await open("parts-use")(page);
        await page
          .getByTestId("parts-form")
          .locator("button", { hasText: /扫|Scan/ })
          .first()
          .click();
        await page.waitForTimeout(600);
      },
    },
    {
      name: "outbox",
      path: job(onSite),
      screen: true,
      drawers: { [drawer]: JSON.stringify(draft) },
      kept: [
        { step: { verb: "accept", ...on(accepted) }, told: { code: "NOT_YOURS_NOW" } },
        { step: { verb: "depart", ...on(accepted) } },
        { step: { verb: "contact", ticketId: onSite.ticketId, reached: true } },
        { step: { verb: "pause", ...on(onSite), reason: "parts", words: "" } },
        {
          step: { verb: "presence", technicianId: personId, presence: "break", seen: "on", reason: "meal" },
          number: "",
        },
      ],
      act: (page) => page.locator("[popovertarget=field-outbox]").click(),
    },
    { name: "menu", path: "/jobs", screen: true, act: menu },
    {
      name: "menu-presence",
      path: "/jobs",
      screen: true,
      act: async (page) => {
        await menu(page);
        await page.getByTestId("presence-ill").click();
      },
    },
    {
      name: "sign-out-unsent",
      path: "/jobs",
      screen: true,
      kept: [{ step: { verb: "contact", ticketId: onSite.ticketId, reached: true } }],
      drawers: { [drawer]: JSON.stringify(draft) },
      act: async (page) => {
        await menu(page);
        await page.getByTestId("sign-out").click();
      },
    },
    ...(["none", "home", "off", "failed"] as const).map(
      (push): Scene => ({
        name: `push-${push}`,
        path: "/jobs",
        screen: true,
        before: (page) =>
          page.addInitScript((kind) => {
            if (kind === "none" || kind === "home") Reflect.deleteProperty(window, "PushManager");
            if (kind === "home") Object.defineProperty(navigator, "userAgent", { value: "iPhone" });
            if (kind === "off" || kind === "failed")
              Object.defineProperty(Notification, "permission", { value: "default" });
            if (kind === "failed") Notification.requestPermission = async () => "granted";
          }, push),
        act: async (page) => {
          await menu(page);
          await page.getByTestId("push").waitFor();
          if (push === "failed") await page.getByTestId("push-switch").click();
          if (push === "failed")
            await page
              .locator("[data-testid=push][data-state=failed]")
              .waitFor({ timeout: 15_000 })
              .catch(() => {});
          await page.getByTestId("push").scrollIntoViewIfNeeded();
        },
      }),
    ),
  ];
}
