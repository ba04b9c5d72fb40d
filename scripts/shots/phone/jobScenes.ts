import { picture } from "../../../e2e/fixtures/picture.ts";
import { draft, drawerOf, job, offline, open } from "./parts.ts";
import type { Scene } from "./scene.ts";
import { soon, type World } from "./world.ts";

/** The list, the job in each status, and what is asked on it. */
export function jobScenes(world: World): Scene[] {
  const { free, personId, tickets } = world;
  const { dispatched, accepted, enRoute, onSite, paused, danger, offering, agreed, gone, done } = tickets;
  const windows = free.slice(0, 2);
  const drawer = drawerOf(world);
  return [
    { name: "list-full", path: "/jobs" },
    { name: "job-dispatched", path: job(dispatched) },
    { name: "job-accepted", path: job(accepted) },
    { name: "job-en-route", path: job(enRoute) },
    { name: "job-on-site", path: job(onSite) },
    { name: "job-paused", path: job(paused) },
    { name: "job-danger", path: job(danger) },
    { name: "job-done", path: job(done) },
    { name: "job-gone", path: job(gone) },
    { name: "visit-offered", path: job(offering) },
    { name: "visit-agreed", path: job(agreed) },
    { name: "visit-off", path: job(agreed), act: open("visit-off") },
    {
      name: "visit-choose",
      path: job(accepted),
      act: async (page) => {
        await open("offer-times")(page);
        await page.locator(".visit-time").first().click();
      },
    },
    {
      name: "visit-choose-offline",
      path: job(accepted),
      before: offline,
      drawers: {
        [`mendline.field.slots.${personId}`]: JSON.stringify({
          [accepted.ticketId]: { at: soon(-0.5), free: free.slice(0, 9) },
        }),
      },
      act: async (page) => {
        await open("offer-times")(page);
        await page.locator(".visit-time").first().click();
      },
    },
    {
      name: "visit-queued",
      path: job(accepted),
      kept: [
        {
          step: {
            verb: "offerTimes",
            ticketId: accepted.ticketId,
            windows,
            seen: { visit: null, from: null },
          },
        },
      ],
    },
    {
      name: "visit-fix-queued",
      path: job(accepted),
      kept: [
        {
          step: {
            verb: "fixTime",
            ticketId: accepted.ticketId,
            window: windows[0],
            seen: { visit: null, from: null },
          },
        },
      ],
    },
    { name: "pause-form", path: job(onSite), act: open("open-pause") },
    { name: "decline-form", path: job(dispatched), act: open("open-decline") },
    {
      name: "no-access-form",
      path: job(onSite),
      act: async (page) => {
        await open("open-no-access")(page);
        await page.locator("input[name=no-access-reason]").first().check({ force: true });
        await page.getByTestId("submit-no-access").click();
      },
    },
    {
      name: "parts-use",
      path: job(onSite),
      act: async (page) => {
        await open("parts-use")(page);
        await page.locator("[data-testid=parts-form] input").first().fill("阀");
        await page.waitForTimeout(400);
        await page
          .locator("[data-testid=parts-form] li button, [data-testid=part-choice]")
          .first()
          .click()
          .catch(() => {});
      },
    },
    {
      name: "record-empty-missing",
      path: `${job(onSite)}?record=1`,
      act: async (page) => {
        await page.getByTestId("record-submit").click();
      },
    },
    {
      name: "record-filled",
      path: `${job(onSite)}?record=1`,
      drawers: { [drawer]: JSON.stringify({ ...draft, signed: null }) },
      act: async (page) => {
        await page
          .getByTestId("photos-after")
          .getByTestId("photo-gallery")
          .setInputFiles(await picture("after.jpg", 800, 600));
        await page.locator("input[name=signed][value=glass]").check({ force: true });
        const glass = page.locator(".field-glass canvas");
        await glass.scrollIntoViewIfNeeded();
        const box = (await glass.boundingBox())!;
        await page.mouse.move(box.x + 30, box.y + 40);
        await page.mouse.down();
        for (let n = 0; n < 30; n++)
          await page.mouse.move(box.x + 30 + n * 7, box.y + 50 + Math.sin(n / 2) * 24);
        await page.mouse.up();
      },
    },
    { name: "van", path: "/jobs/van" },
  ];
}
