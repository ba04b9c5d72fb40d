import { alarm as enAlarm } from "./messages/en/alarm.ts";
import { control as enControl } from "./messages/en/control.ts";
import { desk as enDesk } from "./messages/en/desk.ts";
import { field as enField } from "./messages/en/field.ts";
import { parts as enParts } from "./messages/en/parts.ts";
import { policy as enPolicy } from "./messages/en/policy.ts";
import { portal as enPortal } from "./messages/en/portal.ts";
import { repeat as enRepeat } from "./messages/en/repeat.ts";
import { shared as enShared } from "./messages/en/shared.ts";
import { stock as enStock } from "./messages/en/stock.ts";
import { visit as enVisit } from "./messages/en/visit.ts";
import { alarm } from "./messages/zh/alarm.ts";
import { control } from "./messages/zh/control.ts";
import { desk } from "./messages/zh/desk.ts";
import { field } from "./messages/zh/field.ts";
import { parts } from "./messages/zh/parts.ts";
import { policy } from "./messages/zh/policy.ts";
import { portal } from "./messages/zh/portal.ts";
import { repeat } from "./messages/zh/repeat.ts";
import { shared } from "./messages/zh/shared.ts";
import { stock } from "./messages/zh/stock.ts";
import { visit } from "./messages/zh/visit.ts";

const zh = { shared, alarm, portal, control, desk, field, parts, stock, repeat, visit, policy };

/** Every sentence, by room. Chinese is the measure; English has the same keys, or the types say so. */
export type Messages = Words<typeof zh>;
export type Surface = keyof Messages;

type Words<T> = { [Key in keyof T]: T[Key] extends string ? string : Words<T[Key]> };

export const messages: Record<"zh" | "en", Messages> = {
  zh,
  en: {
    shared: enShared,
    alarm: enAlarm,
    portal: enPortal,
    control: enControl,
    desk: enDesk,
    field: enField,
    parts: enParts,
    stock: enStock,
    repeat: enRepeat,
    visit: enVisit,
    policy: enPolicy,
  },
};
