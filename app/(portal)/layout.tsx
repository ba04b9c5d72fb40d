import type { ReactNode } from "react";
import { PortalFrame } from "./PortalFrame.tsx";

export default function PortalLayout({ children }: { children: ReactNode }) {
  return <PortalFrame>{children}</PortalFrame>;
}
