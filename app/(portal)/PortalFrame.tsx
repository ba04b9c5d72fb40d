import type { ReactNode } from "react";
import { Speak } from "#app/_i18n/Speak.tsx";
import { pageActor, pageNow } from "#app/_trpc/server.ts";
import { PortalShell } from "#app/_ui/PortalShell.tsx";
import { UnsentDangers } from "./danger/UnsentDangers.tsx";
import { WaitingReports } from "./report/WaitingReports.tsx";
import "./portal.css";
import "./homes/homes.css";
import "./incident.css";
import "./danger.css";

/** The shell of every page that residents see. */
export async function PortalFrame({ children }: { children: ReactNode }) {
  const actor = await pageActor();
  return (
    <Speak rooms={["portal", "parts", "repeat", "visit"]}>
      <PortalShell>
        <div className="portal">
          <UnsentDangers />
          {actor.kind === "resident" && <WaitingReports personId={actor.personId} now={pageNow()} />}
          {children}
        </div>
      </PortalShell>
    </Speak>
  );
}
