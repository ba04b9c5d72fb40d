import { complete, draft, gap, job, mend, on } from "./parts.ts";
import type { Scene } from "./scene.ts";
import { soon, type World } from "./world.ts";

/** What the office did not take, of each kind, and how it is said otherwise. */
export function conflictScenes(world: World): Scene[] {
  const { free, personId, tickets } = world;
  const { dispatched, accepted, enRoute, onSite, agreed, gone, done } = tickets;
  const windows = free.slice(0, 2);
  return [
    {
      name: "conflict-slot",
      path: job(accepted),
      kept: [
        {
          step: {
            verb: "offerTimes",
            ticketId: accepted.ticketId,
            windows,
            seen: { visit: null, from: null },
          },
          told: {
            code: "SLOT_TAKEN",
            field: "window",
            params: { fresh: gap(free.slice(2, 6)), gone: gap(windows.slice(0, 1)) },
          },
        },
      ],
    },
    {
      name: "conflict-slot-mend",
      path: job(accepted),
      kept: [
        {
          step: {
            verb: "offerTimes",
            ticketId: accepted.ticketId,
            windows,
            seen: { visit: null, from: null },
          },
          told: {
            code: "SLOT_TAKEN",
            field: "window",
            params: { fresh: "", gone: gap(windows.slice(0, 1)) },
          },
        },
      ],
      act: mend,
    },
    {
      name: "conflict-agreed",
      path: job(agreed),
      kept: [
        {
          step: {
            verb: "fixTime",
            ticketId: agreed.ticketId,
            window: windows[0],
            seen: { visit: null, from: null },
          },
          told: {
            code: "STALE",
            field: "visit",
            params: {
              visit: "x",
              from: free[4]!.from,
              until: free[4]!.until,
              windows: 1,
              side: "owner",
              at: soon(-0.2),
            },
          },
        },
      ],
    },
    {
      name: "conflict-behind",
      path: job(accepted),
      kept: [
        {
          step: { verb: "depart", ...on(accepted) },
          told: { code: "STALE", params: { by: "陈静", seconds: 95, type: "triaged" } },
        },
        { step: { verb: "arrive", ...on(accepted) } },
      ],
    },
    {
      name: "conflict-gone",
      path: "/jobs",
      kept: [
        {
          step: { verb: "depart", ...on(gone) },
          told: { code: "NOT_YOURS_NOW", params: { by: "陈静", seconds: 300, type: "withdrawn" } },
        },
      ],
    },
    {
      name: "conflict-pause",
      path: job(onSite),
      kept: [
        {
          step: { verb: "pause", ...on(onSite), reason: "parts", words: "等阀芯", backAt: soon(-1) },
          told: { code: "BAD_TIME", field: "backAt" },
        },
      ],
    },
    {
      name: "conflict-pause-mend",
      path: job(onSite),
      kept: [
        {
          step: { verb: "pause", ...on(onSite), reason: "parts", words: "等阀芯", backAt: soon(-1) },
          told: { code: "BAD_TIME", field: "backAt" },
        },
      ],
      act: mend,
    },
    {
      name: "conflict-decline-mend",
      path: job(dispatched),
      kept: [
        {
          step: { verb: "decline", ...on(dispatched), reason: "busy", words: "" },
          told: { code: "STALE", params: { by: "陈静", seconds: 40, type: "triaged" } },
        },
      ],
      act: mend,
    },
    {
      name: "conflict-code",
      path: job(onSite),
      kept: [
        {
          step: { ...complete, ...on(onSite) },
          draft,
          told: { code: "OWNER_CODE_WRONG", field: "signed", params: { left: 2 } },
        },
      ],
    },
    {
      name: "conflict-record",
      path: job(done),
      kept: [
        {
          step: { ...complete, ...on(done) },
          draft,
          told: {
            code: "RECORD_DIFFERS",
            params: {
              seen: 6,
              differs: JSON.stringify([
                { field: "done", mine: "更换阀芯", theirs: "更换垫圈，试水正常" },
                { field: "result", mine: "temporary", theirs: "fixed" },
              ]),
            },
          },
        },
      ],
    },
    {
      name: "conflict-guide",
      path: job(accepted),
      kept: [
        {
          step: {
            verb: "guide",
            ticketId: accepted.ticketId,
            placeId: "x",
            valve: "水槽下面左边",
            seen: { valve: "" },
          },
          told: { code: "STALE", field: "valve", params: { theirs: "门外水表井" } },
        },
      ],
    },
    {
      name: "conflict-presence",
      path: "/jobs",
      kept: [
        {
          step: { verb: "presence", technicianId: personId, presence: "break", seen: "on", reason: "meal" },
          number: "",
          told: { code: "STALE", field: "presence", params: { presence: "ill" } },
        },
      ],
    },
    {
      name: "conflict-message",
      path: job(enRoute),
      kept: [
        { step: { verb: "message", ticketId: enRoute.ticketId, word: "coming" }, told: { code: "OLD_NEWS" } },
      ],
    },
  ];
}
