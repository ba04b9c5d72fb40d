import type { ReactNode } from "react";
import { PortalShell } from "#app/_ui/PortalShell.tsx";
import "./portal.css";

/** The shell of every page that residents see. */
export function PortalFrame({ children }: { children: ReactNode }) {
  return (
    <PortalShell>
      <div className="portal">{children}</div>
    </PortalShell>
  );
}
