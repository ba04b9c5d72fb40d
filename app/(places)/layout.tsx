import type { ReactNode } from "react";
import { AlarmsHere } from "#app/_alarm/AlarmsHere.tsx";
import { Speak } from "#app/_i18n/Speak.tsx";
import "./places.css";

export default function PlacesLayout({ children }: { children: ReactNode }) {
  return (
    <div className="places">
      <AlarmsHere />
      <Speak rooms={["desk", "portal", "repeat", "policy"]}>{children}</Speak>
    </div>
  );
}
