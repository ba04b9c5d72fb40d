import type { NoticeKind } from "../operations/notice/tell.ts";

type Payload = Record<string, string>;
type Words = Record<NoticeKind, (payload: Payload) => string>;

const zh: Words = {
  code: ({ code }) => `【修达】验证码 ${code}，5 分钟内有效。不要告诉任何人，物业不会向你要验证码。`,
  registered: ({ number }) => `【修达】报修已登记，编号 ${number}。派好师傅会再通知你。`,
  assigned: ({ number }) => `【修达】报修 ${number} 已派给师傅。`,
  departed: ({ number, time }) =>
    `【修达】报修 ${number}：师傅已出发${time ? `，预计 ${time} 到` : ""}，请留意敲门。`,
  completed: ({ number }) =>
    `【修达】报修 ${number} 已修完。请打开链接告诉我们：修好、修好一部分，还是没修好。`,
  reopened: ({ number }) => `【修达】报修 ${number} 已重新安排，派好师傅会再通知你。`,
  cancelled: ({ number }) => `【修达】报修 ${number} 已取消，不会有人上门。`,
  turned_down: ({ number, words }) => `【修达】报修 ${number} 不归物业修：${words}`,
  following: ({ number }) => `【修达】你家已跟进报修 ${number}，不用再报。修完会通知你。`,
  onlooking: ({ number }) => `【修达】已记下：与报修 ${number} 是同一件事，不用再报。修完会通知你，看进度：`,
  followed_done: ({ number, link }) =>
    `【修达】你跟进的报修 ${number} 已修完。如果${link ? "" : "你家"}还没好，请重新报修。`,
  followed_back: ({ number }) => `【修达】你跟进的报修 ${number} 没有修好，已重新安排。修完会通知你。`,
  followed_ended: ({ number, link }) =>
    `【修达】你跟进的报修 ${number} 已结束，没有维修。如果${link ? "" : "你家"}仍有问题，请单独报修。`,
  escalated: ({ number, time }) => `【修达】工单 ${number} 的时限是 ${time}，需要你处理。请打开修达接手。`,
  registered_known: ({ number, words, until }) =>
    `【修达】报修已登记，编号 ${number}。${words}${until ? `预计 ${until} 恢复。` : ""}不用再报，有进展会通知你。`,
  joined: ({ number, words, until }) =>
    `【修达】你的报修 ${number} 与邻居的是同一处故障，一起处理。${words}${until ? `预计 ${until} 恢复。` : ""}`,
  merged: ({ number, other }) =>
    `【修达】报修 ${number} 与 ${other} 是同一故障，并在一起处理。修完会通知你。`,
  unmerged: ({ number }) => `【修达】报修 ${number} 改为单独处理。派好师傅会再通知你。`,
  incident_update: ({ words, until }) => `【修达】${words}${until ? `预计 ${until} 恢复。` : ""}`,
  incident_fixed: ({ words, link }) =>
    `【修达】${words}你家恢复了吗？${link ? "请打开链接回答：" : "请登录修达回答，或打电话告诉物业。"}`,
  incident_announced: ({ words, from, until }) => `【修达】${words}时间：${from} 至 ${until}。`,
  incident_cancelled: ({ words }) => `【修达】${words}`,
  home_registered: ({ number, place }) =>
    `【修达】你家 ${place} 有新报修，编号 ${number}。登录修达可看进度。`,
  home_departed: ({ number, place }) => `【修达】你家 ${place} 的报修 ${number}：师傅已出发。`,
  home_completed: ({ number, place }) => `【修达】你家 ${place} 的报修 ${number} 已修完。`,
  home_reopened: ({ number, place }) => `【修达】你家 ${place} 的报修 ${number} 已重新安排。`,
  home_cancelled: ({ number, place }) => `【修达】你家 ${place} 的报修 ${number} 已结束，不会有人上门。`,
  home_invited: ({ by, place }) =>
    `【修达】${by || "住户"}邀请你加入 ${place}。用这个手机号登录就能接受，不需要密码。`,
  home_accepted: ({ name, place }) => `【修达】${name || "受邀人"}已加入 ${place}。`,
  home_declined: ({ name, place }) => `【修达】${name || "受邀人"}没有接受加入 ${place} 的邀请。`,
  home_ended: ({ place }) => `【修达】你不再属于 ${place}，那里的新报修不会再通知你。`,
  link: ({ number }) => `【修达】报修 ${number} 的进度在这个链接里，也可以催单、补充、改时间：`,
  quoted: ({ number, total }) =>
    `【修达】报修 ${number} 需要你同意收费 ¥${total}。请打开链接查看明细，同意或不同意；答复前先不动工。`,
  quote_accepted: ({ number }) => `【修达】工单 ${number}：业主同意报价，可以继续。`,
  quote_refused: ({ number }) => `【修达】工单 ${number}：业主不同意报价，请不要用收费材料。`,
  parts_ready: ({ number, still }) =>
    `【修达】工单 ${number} 等的材料到了${still === "0" ? "，可以继续。" : `，还差 ${still} 种。`}`,
  parts_lost: ({ number, materials }) =>
    `【修达】工单 ${number} 预留的材料被别处用掉，重新等料：${materials}。`,
  parts_moved: ({ number, materials, store }) =>
    `【修达】工单 ${number} 的 ${materials} 现在预留在${store}。`,
  parts_left: ({ number, materials, store }) =>
    `【修达】工单 ${number} 的 ${materials} 还在${store}，请先去取。`,
  stock_low: ({ name, store, quantity }) => `【修达】库存不足：${store}的${name}只剩 ${quantity}，请补货。`,
  follow_up: ({ number, first }) =>
    `【修达】报修 ${first} 先做了临时处理，后续维修编号 ${number}，排好师傅会再通知你。`,
  technician_coming: ({ number }) => `【修达】报修 ${number}：师傅在路上，请留意敲门。`,
  technician_downstairs: ({ number }) => `【修达】报修 ${number}：师傅已到楼下，请开门。`,
  technician_late: ({ number }) => `【修达】报修 ${number}：师傅会晚到一会，抱歉。`,
  technician_call_desk: ({ number, hotline }) =>
    `【修达】报修 ${number}：师傅要和你确认一件事，请回电 ${hotline}。`,
  lead_rules: ({ number, place, fault }) =>
    `【修达】工单 ${number}（${place}，${fault}）已被拒两次，要由主管决定派给谁。`,
  job_new: ({ number, place, fault }) => `【修达】新工单 ${number}：${place}，${fault}。请打开修达接单。`,
  job_offered: ({ number, place, fault }) =>
    `【修达】有单可接 ${number}：${place}，${fault}。先接先得，请打开修达。`,
  job_gone: ({ number, place, fault }) => `【修达】工单 ${number}（${place}，${fault}）已不归你，不用去了。`,
  job_changed: ({ number, place, fault }) =>
    `【修达】工单 ${number}（${place}，${fault}）有新情况，去之前看一眼。`,
  job_visit_set: ({ number, place, time }) => `【修达】工单 ${number}（${place}）约好上门：${time}。`,
  job_visit_moved: ({ number, place, time }) => `【修达】工单 ${number}（${place}）上门时间改为 ${time}。`,
  job_visit_off: ({ number, place, time }) => `【修达】工单 ${number}（${place}）${time} 的上门取消了。`,
  job_visit_day: ({ number, place, time }) => `【修达】提醒：工单 ${number}（${place}）约在 ${time} 上门。`,
  job_visit_soon: ({ number, place, time }) =>
    `【修达】工单 ${number}（${place}）约的是 ${time}，还有不到一小时。`,
  visit_offered: ({ number, time }) =>
    `【修达】报修 ${number}：${time ? `原定 ${time} 的上门时间取消了，` : ""}师傅给出了可上门的时间，请打开链接选一个。`,
  visit_agreed: ({ number, time }) => `【修达】报修 ${number} 约好 ${time} 上门。不方便可打开链接改时间。`,
  visit_changed: ({ number, time }) =>
    `【修达】报修 ${number} 的上门时间改为 ${time}。不方便可打开链接改时间。`,
  visit_cancelled: ({ number, time }) =>
    `【修达】报修 ${number}${time ? ` 原定 ${time} 的` : "的"}上门时间取消了，报修仍然有效，我们会另约时间。`,
  visit_day: ({ number, time }) => `【修达】提醒：报修 ${number} 约好 ${time} 上门。不方便可打开链接改时间。`,
  visit_hour: ({ number, time }) =>
    `【修达】提醒：报修 ${number} 的师傅约一小时后上门（${time}），请留人在家。`,
  no_access: ({ number }) =>
    `【修达】报修 ${number}：师傅到了门口，没能进去。请打开链接另选时间；这次不收费。`,
  no_access_desk: ({ number }) =>
    `【修达】报修 ${number}：师傅到了现场，没能开始。物业会打电话给你商量；这次不收费。`,
};

const en: Words = {
  code: ({ code }) =>
    `[Mendline] Your code is ${code}, good for 5 minutes. Tell nobody; the property office never asks for it.`,
  registered: ({ number }) =>
    `[Mendline] Your repair is registered as ${number}. You hear from us when a technician is assigned.`,
  assigned: ({ number }) => `[Mendline] A technician is assigned to repair ${number}.`,
  departed: ({ number, time }) =>
    `[Mendline] Repair ${number}: the technician is on the way to you${time ? `, expected at ${time}` : ""}.`,
  completed: ({ number }) =>
    `[Mendline] Repair ${number} is finished. Please open the link and say: solved, partly or not solved.`,
  reopened: ({ number }) =>
    `[Mendline] Repair ${number} is being arranged again. You hear from us when a technician is assigned.`,
  cancelled: ({ number }) => `[Mendline] Repair ${number} is cancelled. Nobody will come.`,
  turned_down: ({ number, words }) => `[Mendline] Repair ${number} is not ours to mend: ${words}`,
  following: ({ number }) =>
    `[Mendline] Your home follows repair ${number}; no need to report it again. You hear from us when it is finished.`,
  onlooking: ({ number }) =>
    `[Mendline] Noted: it is the same as repair ${number}; no need to report it again. You hear from us when it is finished. How far it is:`,
  followed_done: ({ number, link }) =>
    `[Mendline] Repair ${number}, which you follow, is finished. If it is not so ${link ? "where you are" : "at your home"}, please report it anew.`,
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
  incident_fixed: ({ words, link }) =>
    `[Mendline] ${words} Is it back for you? ${link ? "Please open the link and say yes or no:" : "Sign in to Mendline and say yes or no, or call the property office."}`,
  incident_announced: ({ words, from, until }) => `[Mendline] ${words} From ${from} to ${until}.`,
  incident_cancelled: ({ words }) => `[Mendline] ${words}`,
  home_registered: ({ number, place }) =>
    `[Mendline] A repair was reported at your home ${place}: ${number}. Sign in to Mendline to follow it.`,
  home_departed: ({ number, place }) =>
    `[Mendline] Repair ${number} at your home ${place}: the technician is on the way.`,
  home_completed: ({ number, place }) => `[Mendline] Repair ${number} at your home ${place} is finished.`,
  home_reopened: ({ number, place }) =>
    `[Mendline] Repair ${number} at your home ${place} is being arranged again.`,
  home_cancelled: ({ number, place }) =>
    `[Mendline] Repair ${number} at your home ${place} has ended. Nobody will come.`,
  home_invited: ({ by, place }) =>
    `[Mendline] ${by || "A resident"} asks you to join ${place}. Sign in with this number to accept; you need no password.`,
  home_accepted: ({ name, place }) => `[Mendline] ${name || "The person you asked"} has joined ${place}.`,
  home_declined: ({ name, place }) =>
    `[Mendline] ${name || "The person you asked"} did not accept joining ${place}.`,
  home_ended: ({ place }) =>
    `[Mendline] You no longer belong to ${place}; you get no news of repairs there any more.`,
  link: ({ number }) =>
    `[Mendline] Follow repair ${number} here; you can also ask, add to it or change the time:`,
  quoted: ({ number, total }) =>
    `[Mendline] Repair ${number} needs your consent to a charge of ¥${total}. Open the link to see what for, and accept or refuse; until then work waits.`,
  quote_accepted: ({ number }) => `[Mendline] Repair ${number}: the owner accepts the quote. You can go on.`,
  quote_refused: ({ number }) =>
    `[Mendline] Repair ${number}: the owner refuses the quote. Please use no charged material.`,
  parts_ready: ({ number, still }) =>
    `[Mendline] The material that repair ${number} waits for is here${still === "0" ? ". You can go on." : `; ${still} still to come.`}`,
  parts_lost: ({ number, materials }) =>
    `[Mendline] Repair ${number}: material held for it went to other work; it waits again: ${materials}.`,
  parts_moved: ({ number, materials, store }) =>
    `[Mendline] Repair ${number}: ${materials} is now held in: ${store}.`,
  parts_left: ({ number, materials, store }) =>
    `[Mendline] Repair ${number}: ${materials} still lies in: ${store}. Please fetch it first.`,
  stock_low: ({ name, store, quantity }) =>
    `[Mendline] Low stock: ${store} has ${quantity} left of ${name}. Please order.`,
  follow_up: ({ number, first }) =>
    `[Mendline] Repair ${first} was made good for now; what remains is ${number}. You hear from us when somebody is assigned.`,
  technician_coming: ({ number }) =>
    `[Mendline] Repair ${number}: the technician is on the way; please listen for the door.`,
  technician_downstairs: ({ number }) =>
    `[Mendline] Repair ${number}: the technician is downstairs; please let him in.`,
  technician_late: ({ number }) =>
    `[Mendline] Repair ${number}: the technician will be a little late; sorry.`,
  technician_call_desk: ({ number, hotline }) =>
    `[Mendline] Repair ${number}: the technician has a question; please call ${hotline}.`,
  lead_rules: ({ number, place, fault }) =>
    `[Mendline] Job ${number} (${place}, ${fault}) was declined twice: a lead must rule who goes.`,
  job_new: ({ number, place, fault }) =>
    `[Mendline] New job ${number}: ${place}, ${fault}. Please open Mendline and accept it.`,
  job_offered: ({ number, place, fault }) =>
    `[Mendline] Job ${number} is offered to you: ${place}, ${fault}. The first to take it has it: open Mendline.`,
  job_gone: ({ number, place, fault }) =>
    `[Mendline] Job ${number} (${place}, ${fault}) is no longer yours; there is no need to go.`,
  job_changed: ({ number, place, fault }) =>
    `[Mendline] Job ${number} (${place}, ${fault}) has news; have a look before you go.`,
  job_visit_set: ({ number, place, time }) =>
    `[Mendline] Job ${number} (${place}): the visit is agreed for ${time}.`,
  job_visit_moved: ({ number, place, time }) =>
    `[Mendline] Job ${number} (${place}): the visit is moved to ${time}.`,
  job_visit_off: ({ number, place, time }) =>
    `[Mendline] Job ${number} (${place}): the visit of ${time} is called off.`,
  job_visit_day: ({ number, place, time }) =>
    `[Mendline] Reminder: job ${number} (${place}) is agreed for ${time}.`,
  job_visit_soon: ({ number, place, time }) =>
    `[Mendline] Job ${number} (${place}) is agreed for ${time}, less than an hour from now.`,
  visit_offered: ({ number, time }) =>
    `[Mendline] Repair ${number}: ${time ? `the visit of ${time} is called off, and ` : ""}the technician offers times to come. Please open the link and choose one.`,
  visit_agreed: ({ number, time }) =>
    `[Mendline] Repair ${number}: somebody comes ${time}. Open the link if another time suits you better.`,
  visit_changed: ({ number, time }) =>
    `[Mendline] Repair ${number}: the visit is moved to ${time}. Open the link if that does not suit you.`,
  visit_cancelled: ({ number, time }) =>
    `[Mendline] Repair ${number}: the visit${time ? ` of ${time}` : ""} is called off. Your repair stands; we will agree another time.`,
  visit_day: ({ number, time }) =>
    `[Mendline] Reminder: repair ${number}, somebody comes ${time}. Open the link if that does not suit you.`,
  visit_hour: ({ number, time }) =>
    `[Mendline] Reminder: the technician for repair ${number} comes in about an hour (${time}). Please be there.`,
  no_access: ({ number }) =>
    `[Mendline] Repair ${number}: the technician was at your door and could not get in. Please open the link and choose another time; there is no charge.`,
  no_access_desk: ({ number }) =>
    `[Mendline] Repair ${number}: the technician was there and could not begin. The property office will call you; there is no charge.`,
};

/** The text of a message as its reader gets it; `link`, where it has one, is a whole address and stands last. */
export function wording(kind: NoticeKind, locale: "zh" | "en", payload: Payload): string {
  const said = (locale === "en" ? en : zh)[kind](payload);
  return payload.link === undefined ? said : `${said} ${payload.link}`;
}

/** The same words without the sender's name in front, for where that stands above them. */
export function unsigned(words: string): string {
  return words.replace(/^(【修达】|\[Mendline\] )/, "");
}
