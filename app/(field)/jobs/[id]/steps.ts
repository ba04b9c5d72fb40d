import type { api, Inputs } from "#app/_trpc/client.ts";
import { next, type Verb } from "#server/domain/ticket/lifecycle.ts";
import type { Held, Status } from "#server/domain/ticket/status.ts";

const primaries = ["accept", "depart", "arrive", "resume", "complete"] as const satisfies readonly Verb[];
export type Primary = (typeof primaries)[number];

/** The one thing to do next as the job stands; null when it is no longer the technician's turn. */
export function primaryOf(ticket: Held): Primary | null {
  return primaries.find((verb) => next(ticket, verb) !== null) ?? null;
}

type Plain = Inputs["ticket"]["accept"]["input"];
/** What a step says of itself to the phone only: the job on whose page it was done. */
type OnJob = { ticketId: string };
/** What was offered, for the screen while the office has not answered. */
type Offered = OnJob & {
  expiresAt: string;
  urgency: number;
  fault: { nameZh: string; nameEn: string };
};

/** What builds on the step before it. */
type Work =
  | ({ verb: "accept" | "handBack" | "depart" | "arrive" | "resume" } & Plain)
  | ({ verb: "decline" } & Inputs["ticket"]["decline"]["input"])
  | ({ verb: "pause" } & Inputs["ticket"]["pause"]["input"])
  | ({ verb: "complete" } & Inputs["ticket"]["complete"]["input"])
  | ({ verb: "use" } & Inputs["stock"]["use"]["input"])
  | ({ verb: "takeBack" } & Inputs["stock"]["takeBack"]["input"])
  | ({ verb: "reserve" } & Inputs["stock"]["reserve"]["input"])
  | ({ verb: "noAccess" } & Inputs["ticket"]["noAccess"]["input"])
  | ({ verb: "quote" } & Inputs["quote"]["send"]["input"]);
/** What is said beside the work, in its order and under its own key, but on which nothing builds. */
export type Beside =
  | ({ verb: "contact" } & Inputs["ticket"]["contact"]["input"])
  | ({ verb: "message" } & Inputs["ticket"]["message"]["input"])
  | ({ verb: "note" } & Inputs["ticket"]["note"]["input"])
  | ({ verb: "visitOff" } & Inputs["appointment"]["cancel"]["input"])
  | ({ verb: "offerTimes" } & Inputs["appointment"]["offer"]["input"])
  | ({ verb: "fixTime" } & Inputs["appointment"]["change"]["input"])
  | ({ verb: "claim" } & Inputs["offer"]["claim"]["input"] & Offered)
  | ({ verb: "pass" } & Inputs["offer"]["pass"]["input"] & OnJob)
  | ({ verb: "release" } & Inputs["stock"]["release"]["input"])
  | ({ verb: "guide" } & Inputs["place"]["writeGuide"]["input"] & OnJob)
  | ({ verb: "takeCall" } & Inputs["escalation"]["acknowledge"]["input"] & OnJob)
  | ({ verb: "presence" } & Inputs["technician"]["setAvailability"]["input"])
  | ({ verb: "vanBack" } & Inputs["stock"]["return"]["input"]);
export type Step = Work | Beside;
export type StepVerb = Step["verb"];

export const besideVerbs = [
  "contact",
  "message",
  "note",
  "visitOff",
  "offerTimes",
  "fixTime",
  "claim",
  "pass",
  "release",
  "guide",
  "takeCall",
  "presence",
  "vanBack",
] as const satisfies readonly Beside["verb"][];

/** A step as the phone keeps it: with when it was done, whether or not the office asks for that. */
type Sent = { key: string; input: Step & { doneAt: string } };
/** `count`: how many jobs went back to the desk with it. */
type Answer = { version?: number; status?: Status; count?: number };

/** Sends a step to its own procedure. */
export async function sendStep(office: typeof api, { key, input: step }: Sent): Promise<Answer> {
  switch (step.verb) {
    case "accept":
    case "handBack":
    case "depart":
    case "arrive":
    case "resume": {
      const { verb, ...input } = step;
      return office.ticket[verb].mutate({ key, input });
    }
    case "decline": {
      const { verb: _, ...input } = step;
      return office.ticket.decline.mutate({ key, input });
    }
    case "pause": {
      const { verb: _, ...input } = step;
      return office.ticket.pause.mutate({ key, input });
    }
    case "complete": {
      const { verb: _, ...input } = step;
      return office.ticket.complete.mutate({ key, input });
    }
    case "use": {
      const { verb: _, ...input } = step;
      return office.stock.use.mutate({ key, input });
    }
    case "takeBack": {
      const { verb: _, ...input } = step;
      return office.stock.takeBack.mutate({ key, input });
    }
    case "reserve": {
      const { verb: _, ...input } = step;
      return office.stock.reserve.mutate({ key, input });
    }
    case "noAccess": {
      const { verb: _, ...input } = step;
      return office.ticket.noAccess.mutate({ key, input });
    }
    case "quote": {
      const { verb: _, ...input } = step;
      return office.quote.send.mutate({ key, input });
    }
    case "contact": {
      const { verb: _, ...input } = step;
      return office.ticket.contact.mutate({ key, input });
    }
    case "message": {
      const { verb: _, ...input } = step;
      await office.ticket.message.mutate({ key, input });
      return {};
    }
    case "note": {
      const { verb: _, ...input } = step;
      return office.ticket.note.mutate({ key, input });
    }
    case "visitOff": {
      const { verb: _, ...input } = step;
      return office.appointment.cancel.mutate({ key, input });
    }
    case "offerTimes": {
      const { verb: _, ...input } = step;
      return office.appointment.offer.mutate({ key, input });
    }
    case "fixTime": {
      const { verb: _, ...input } = step;
      return office.appointment.change.mutate({ key, input });
    }
    case "claim": {
      const { offerId, doneAt } = step;
      return office.offer.claim.mutate({ key, input: { offerId, doneAt } });
    }
    case "pass": {
      const { verb: _, doneAt: __, ticketId: ___, ...input } = step;
      await office.offer.pass.mutate({ key, input });
      return {};
    }
    case "release": {
      const { verb: _, ...input } = step;
      await office.stock.release.mutate({ key, input });
      return {};
    }
    case "guide": {
      const { verb: _, ticketId: __, ...input } = step;
      await office.place.writeGuide.mutate({ key, input });
      return {};
    }
    case "takeCall": {
      const { verb: _, ticketId: __, ...input } = step;
      return office.escalation.acknowledge.mutate({ key, input });
    }
    case "presence": {
      const { verb: _, ...input } = step;
      const { putBack: count } = await office.technician.setAvailability.mutate({ key, input });
      return { count };
    }
    case "vanBack": {
      const { verb: _, ...input } = step;
      await office.stock.return.mutate({ key, input });
      return {};
    }
  }
}
