import type { ReactNode } from "react";
import { Speak } from "#app/_i18n/Speak.tsx";
import "./places.css";

export default function PlacesLayout({ children }: { children: ReactNode }) {
  return (
    <div className="places">
      <Speak rooms={["desk", "portal", "repeat", "policy"]}>{children}</Speak>
    </div>
  );
}
