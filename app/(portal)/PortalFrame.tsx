import type { ReactNode } from "react";
import { Speak } from "#app/_i18n/Speak.tsx";
import { PortalShell } from "#app/_ui/PortalShell.tsx";
import { UnsentDangers } from "./danger/UnsentDangers.tsx";
import "./portal.css";
import "./homes/homes.css";
import "./incident.css";
import "./danger.css";

/** The shell of every page that residents see. */
export function PortalFrame({ children }: { children: ReactNode }) {
  return (
    <Speak rooms={["portal", "parts", "repeat", "visit"]}>
      <PortalShell>
        <div className="portal">
          <UnsentDangers />
          {children}
        </div>
      </PortalShell>
    </Speak>
  );
}
