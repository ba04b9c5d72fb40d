import type { ReactNode } from "react";
import { Speak } from "#app/_i18n/Speak.tsx";
import { PortalShell } from "#app/_ui/PortalShell.tsx";
import "./portal.css";
import "./incident.css";

/** The shell of every page that residents see. */
export function PortalFrame({ children }: { children: ReactNode }) {
  return (
    <Speak rooms={["portal"]}>
      <PortalShell>
        <div className="portal">{children}</div>
      </PortalShell>
    </Speak>
  );
}
