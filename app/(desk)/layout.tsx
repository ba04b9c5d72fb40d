import type { ReactNode } from "react";
import { AlarmsHere } from "#app/_alarm/AlarmsHere.tsx";
import { Speak } from "#app/_i18n/Speak.tsx";
import { pageActor } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { DeskHeader } from "./DeskHeader.tsx";
import "./desk.css";

/** The portal's words come along for its safety lines, which the operator reads aloud. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const actor = await pageActor();
  const who = actor.kind === "staff" ? { name: actor.name, nameLatin: actor.nameLatin ?? "" } : null;
  return (
    <div className="desk">
      <Speak rooms={["desk", "portal", "repeat", "visit"]}>
        <DeskHeader who={who} board={mayTry(actor, "board.snapshot")} />
        <AlarmsHere />
        <main id="main">{children}</main>
      </Speak>
    </div>
  );
}
