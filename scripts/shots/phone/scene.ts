import type { BrowserContext, Page } from "@playwright/test";

/** Somebody who is signed in, in a light and a language. */
type Enter = (login: string, theme: string, locale: string) => Promise<BrowserContext>;

/** Where pictures are taken and put, and how somebody gets in there. */
export type Where = {
  url: string;
  database: string;
  out: string;
  themes: string[];
  locales: string[];
  /** Only scenes whose name has this in it. */
  like: string;
  enter: Enter;
};

/** What the phone is given to keep: a step with what became of it. */
export type Seed = { step: Record<string, unknown>; told?: object; draft?: object; number?: string };

/** A state of the phone: its page, what it keeps, and what is done there. */
export type Scene = {
  name: string;
  path: string;
  kept?: Seed[];
  /** Words that the phone remembers, by the name of their drawer. */
  drawers?: Record<string, string>;
  act?(page: Page): Promise<unknown>;
  /** Shows the screen alone and not the whole page: for what lies over it. */
  screen?: boolean;
  before?(page: Page): Promise<unknown>;
};
