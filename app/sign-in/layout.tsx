import type { ReactNode } from "react";
import { PortalFrame } from "#app/(portal)/PortalFrame.tsx";

export default function SignInLayout({ children }: { children: ReactNode }) {
  return <PortalFrame>{children}</PortalFrame>;
}
