import type { ReactNode } from "react";
import { AlarmsHere } from "#app/_alarm/AlarmsHere.tsx";
import { Speak } from "#app/_i18n/Speak.tsx";
import "./stock.css";

export default function StockLayout({ children }: { children: ReactNode }) {
  return (
    <div className="stock">
      <AlarmsHere />
      <Speak rooms={["stock", "parts"]}>{children}</Speak>
    </div>
  );
}
