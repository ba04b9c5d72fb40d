import type { ReactNode } from "react";
import { PortalFrame } from "#app/(portal)/PortalFrame.tsx";

export default function InboxLayout({ children }: { children: ReactNode }) {
  return <PortalFrame>{children}</PortalFrame>;
}
