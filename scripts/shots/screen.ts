import type { Page } from "@playwright/test";
import type { Stage } from "./stage.ts";

export type Who = { sign: "code" | "password"; login: string } | null;
export const staff = (login: string): Who => ({ sign: "password", login });

/**
 * A screen with its address, or how to get there from one: what is pressed, then which keys, and what is there then.
 * `once` is done before its first picture, `act` on every page, `after` when its picture is taken. What only a stage can
 * do is left out where the server is somebody else's. `sizes`: the only widths that it is taken in.
 */
export type Screen = {
  name: string;
  who: Who;
  path: string;
  sizes?: number[];
  press?: string[];
  keys?: string[];
  until?: string;
  once?(stage: Stage): Promise<void>;
  act?(page: Page, stage: Stage): Promise<void>;
  after?(page: Page, stage: Stage): Promise<void>;
};
