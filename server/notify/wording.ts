import type { NoticeKind } from "../operations/notice/tell.ts";

type Payload = Record<string, string>;
type Words = Record<NoticeKind, (payload: Payload) => string>;

const zh: Words = {
  code: ({ code }) => `【修达】验证码 ${code}，5 分钟内有效。不要告诉任何人，物业不会向你要验证码。`,
  registered: ({ number }) => `【修达】报修已登记，编号 ${number}。派好师傅会再通知你。`,
  assigned: ({ number }) => `【修达】报修 ${number} 已派给师傅。`,
  departed: ({ number }) => `【修达】报修 ${number}：师傅已出发，请留意敲门。`,
  completed: ({ number }) =>
    `【修达】报修 ${number} 已修完。请打开链接告诉我们：修好、修好一部分，还是没修好。`,
  reopened: ({ number }) => `【修达】报修 ${number} 已重新安排，派好师傅会再通知你。`,
  cancelled: ({ number }) => `【修达】报修 ${number} 已取消，不会有人上门。`,
  turned_down: ({ number, words }) => `【修达】报修 ${number} 不归物业修：${words}`,
  following: ({ number }) => `【修达】你家已跟进报修 ${number}，不用再报。修完会通知你。`,
  followed_done: ({ number }) => `【修达】你跟进的报修 ${number} 已修完。如果你家还没好，请重新报修。`,
  followed_back: ({ number }) => `【修达】你跟进的报修 ${number} 没有修好，已重新安排。修完会通知你。`,
  followed_ended: ({ number }) =>
    `【修达】你跟进的报修 ${number} 已结束，没有维修。如果你家仍有问题，请单独报修。`,
  escalated: ({ number, time }) => `【修达】工单 ${number} 的时限是 ${time}，需要你处理。请打开修达接手。`,
  registered_known: ({ number, words, until }) =>
    `【修达】报修已登记，编号 ${number}。${words}${until ? `预计 ${until} 恢复。` : ""}不用再报，有进展会通知你。`,
  joined: ({ number, words, until }) =>
    `【修达】你的报修 ${number} 与邻居的是同一处故障，一起处理。${words}${until ? `预计 ${until} 恢复。` : ""}`,
  merged: ({ number, other }) =>
    `【修达】报修 ${number} 与 ${other} 是同一故障，并在一起处理。修完会通知你。`,
  unmerged: ({ number }) => `【修达】报修 ${number} 改为单独处理。派好师傅会再通知你。`,
  incident_update: ({ words, until }) => `【修达】${words}${until ? `预计 ${until} 恢复。` : ""}`,
  incident_fixed: ({ words }) => `【修达】${words}你家恢复了吗？请回答“已恢复”或“没有”。`,
  incident_announced: ({ words, from, until }) => `【修达】${words}时间：${from} 至 ${until}。`,
  incident_cancelled: ({ words }) => `【修达】${words}`,
};

const en: Words = {
  code: ({ code }) =>
    `[Mendline] Your code is ${code}, good for 5 minutes. Tell nobody; the property office never asks for it.`,
  registered: ({ number }) =>
    `[Mendline] Your repair is registered as ${number}. You hear from us when a technician is assigned.`,
  assigned: ({ number }) => `[Mendline] A technician is assigned to repair ${number}.`,
  departed: ({ number }) => `[Mendline] Repair ${number}: the technician is on the way to you.`,
  completed: ({ number }) =>
    `[Mendline] Repair ${number} is finished. Please open the link and say: solved, partly or not solved.`,
  reopened: ({ number }) =>
    `[Mendline] Repair ${number} is being arranged again. You hear from us when a technician is assigned.`,
  cancelled: ({ number }) => `[Mendline] Repair ${number} is cancelled. Nobody will come.`,
  turned_down: ({ number, words }) => `[Mendline] Repair ${number} is not ours to mend: ${words}`,
  following: ({ number }) =>
    `[Mendline] Your home follows repair ${number}; no need to report it again. You hear from us when it is finished.`,
  followed_done: ({ number }) =>
    `[Mendline] Repair ${number}, which you follow, is finished. If it is not so at your home, please report it anew.`,
  followed_back: ({ number }) =>
    `[Mendline] Repair ${number}, which you follow, is being arranged again. You hear from us when it is finished.`,
  followed_ended: ({ number }) =>
    `[Mendline] Repair ${number}, which you follow, ended without a repair. If you still have the trouble, please report it.`,
  escalated: ({ number, time }) =>
    `[Mendline] Repair ${number} is due at ${time} and needs you. Please open Mendline and take it in hand.`,
  registered_known: ({ number, words, until }) =>
    `[Mendline] Your repair is registered as ${number}. ${words}${until ? ` Expected back ${until}.` : ""} No need to report again; you hear from us.`,
  joined: ({ number, words, until }) =>
    `[Mendline] Your repair ${number} is the same failure as your neighbours' and is handled together. ${words}${until ? ` Expected back ${until}.` : ""}`,
  merged: ({ number, other }) =>
    `[Mendline] Repair ${number} is the same failure as ${other}; they are handled as one. You hear from us when it is finished.`,
  unmerged: ({ number }) =>
    `[Mendline] Repair ${number} is handled on its own again. You hear from us when a technician is assigned.`,
  incident_update: ({ words, until }) => `[Mendline] ${words}${until ? ` Expected back ${until}.` : ""}`,
  incident_fixed: ({ words }) => `[Mendline] ${words} Is it back for you? Please answer yes or no.`,
  incident_announced: ({ words, from, until }) => `[Mendline] ${words} From ${from} to ${until}.`,
  incident_cancelled: ({ words }) => `[Mendline] ${words}`,
};

/** The text of a message as its reader gets it; `link`, where it has one, is a whole address and stands last. */
export function wording(kind: NoticeKind, locale: "zh" | "en", payload: Payload): string {
  const said = (locale === "en" ? en : zh)[kind](payload);
  return payload.link === undefined ? said : `${said} ${payload.link}`;
}
