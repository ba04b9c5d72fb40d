import { control as enControl } from "./messages/en/control.ts";
import { desk as enDesk } from "./messages/en/desk.ts";
import { field as enField } from "./messages/en/field.ts";
import { portal as enPortal } from "./messages/en/portal.ts";
import { shared as enShared } from "./messages/en/shared.ts";
import { control } from "./messages/zh/control.ts";
import { desk } from "./messages/zh/desk.ts";
import { field } from "./messages/zh/field.ts";
import { portal } from "./messages/zh/portal.ts";
import { shared } from "./messages/zh/shared.ts";

const zh = { shared, portal, control, desk, field };

/** Every sentence, by room. Chinese is the measure; English has the same keys, or the types say so. */
export type Messages = Words<typeof zh>;
export type Surface = keyof Messages;

type Words<T> = { [Key in keyof T]: T[Key] extends string ? string : Words<T[Key]> };

export const messages: Record<"zh" | "en", Messages> = {
  zh,
  en: { shared: enShared, portal: enPortal, control: enControl, desk: enDesk, field: enField },
};
