import Link from "next/link";
import type { ReactNode } from "react";
import { LanguageSwitch } from "#app/_ui/LanguageSwitch.tsx";
import { ThemeSwitch } from "#app/_ui/ThemeSwitch.tsx";
import { Wordmark } from "#app/_ui/Wordmark.tsx";

type Props = {
  /** The words of the way back to the board; null for whoever has none. */
  board: string | null;
  /** Ways to pages that belong to this one. */
  children?: ReactNode;
};

/** What stands above every page on which a site is set up. */
export function PlacesHeader({ board, children }: Props) {
  return (
    <header className="places-header">
      <Wordmark />
      {board !== null && <Link href="/board">{board}</Link>}
      {children}
      <span className="places-end">
        <ThemeSwitch />
        <LanguageSwitch />
      </span>
    </header>
  );
}
