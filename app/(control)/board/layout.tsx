import type { ReactNode } from "react";
import "./control.css";
import "./queue.css";
import "./lanes.css";
import "./drawer.css";
import "./sheet.css";

export default function ControlLayout({ children }: { children: ReactNode }) {
  return children;
}
