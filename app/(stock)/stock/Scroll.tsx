import type { ReactNode } from "react";

/** A table that may be wider than the screen. */
export function Scroll({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too
    <div className="stock-scroll" tabIndex={0}>
      {children}
    </div>
  );
}
