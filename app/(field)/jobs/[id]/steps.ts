import type { api, Inputs } from "#app/_trpc/client.ts";
import { next, type Verb } from "#server/domain/ticket/lifecycle.ts";
import type { Status } from "#server/domain/ticket/status.ts";

const primaries = ["accept", "depart", "arrive", "resume", "complete"] as const satisfies readonly Verb[];
export type Primary = (typeof primaries)[number];

/** The one thing to do next in this status; null when it is no longer the technician's turn. */
export function primaryOf(status: Status): Primary | null {
  return primaries.find((verb) => next(status, verb) !== null) ?? null;
}

type Plain = Inputs["ticket"]["accept"]["input"];
export type Step =
  | ({ verb: "accept" | "handBack" | "depart" | "arrive" | "resume" } & Plain)
  | ({ verb: "decline" } & Inputs["ticket"]["decline"]["input"])
  | ({ verb: "pause" } & Inputs["ticket"]["pause"]["input"])
  | ({ verb: "complete" } & Inputs["ticket"]["complete"]["input"])
  | ({ verb: "use" } & Inputs["stock"]["use"]["input"])
  | ({ verb: "takeBack" } & Inputs["stock"]["takeBack"]["input"])
  | ({ verb: "reserve" } & Inputs["stock"]["reserve"]["input"])
  | ({ verb: "noAccess" } & Inputs["ticket"]["noAccess"]["input"])
  | ({ verb: "quote" } & Inputs["quote"]["send"]["input"]);
export type StepVerb = Step["verb"];

/** Sends a step to its own procedure. */
export function sendStep(office: typeof api, { key, input: step }: { key: string; input: Step }) {
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
  }
}
