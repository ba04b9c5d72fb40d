"use client";
import { type ReactNode, useState } from "react";

/** A group of choices that folds. It is open from the start or not; after that only its reader folds it. */
export function Group({
  open,
  summary,
  children,
}: {
  open: boolean;
  summary: ReactNode;
  children: ReactNode;
}) {
  const [atFirst] = useState(open);
  return (
    <details className="portal-group" open={atFirst}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
