import type { ReactNode } from "react";
import { Speak } from "#app/_i18n/Speak.tsx";
import "./wall.css";

export default function WallLayout({ children }: { children: ReactNode }) {
  return (
    <div data-habit="night">
      <Speak rooms={["control"]}>{children}</Speak>
    </div>
  );
}
