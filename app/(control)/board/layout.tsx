import type { ReactNode } from "react";
import { Speak } from "#app/_i18n/Speak.tsx";
import "./control.css";
import "./queue.css";
import "./lanes.css";
import "./drawer.css";
import "./calls.css";
import "./sheet.css";
import "./faces/faces.css";
import "./plan.css";
import "./incident.css";
import "#app/_alarm/alarm.css";
import "./views/views.css";
import "./views/table.css";
import "./views/timeline.css";
import "./views/grounds.css";

export default function ControlLayout({ children }: { children: ReactNode }) {
  return (
    <div data-habit="night">
      <Speak rooms={["control", "alarm", "parts", "repeat", "visit"]}>{children}</Speak>
    </div>
  );
}
