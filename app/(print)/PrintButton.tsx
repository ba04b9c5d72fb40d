"use client";
import type { ReactNode } from "react";

/** Opens the browser's print; itself it is never on paper. */
export function PrintButton({ words }: { words: ReactNode }) {
  return (
    <button type="button" className="print-button" onClick={() => window.print()}>
      {words}
    </button>
  );
}
