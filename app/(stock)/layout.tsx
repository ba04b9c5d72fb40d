import type { ReactNode } from "react";
import { Speak } from "#app/_i18n/Speak.tsx";
import "./stock.css";

export default function StockLayout({ children }: { children: ReactNode }) {
  return (
    <div className="stock">
      <Speak rooms={["stock", "parts"]}>{children}</Speak>
    </div>
  );
}
