import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";

/**
 * E.164 of what was typed, pasted or sent by a phone system, `;ext=` kept, or null. Full-width and Arabic-Indic digits,
 * 0086, a trunk 0, brackets, a leading word such as 电话 and every usual sign for an extension are understood.
 */
export function readPhone(typed: string): string | null {
  if (typed.length > longest) return null;
  const plain = typed
    .normalize("NFKC")
    .replaceAll(invisible, "")
    .replaceAll(dashes, "-")
    .trim()
    .replace(/^(tel|sips?|电话|手机|座机)\s*:?\s*/i, "")
    .replace(/@[\w.:-]+$/, "")
    .replace(/^\((\+?\d{1,4})\)/, "$1 ")
    .replace(/^00(?=[1-9])/, "+");
  const { main, extension } = split(plain);
  const read = parsePhoneNumberFromString(dialled(main), "CN");
  if (read === undefined || !read.isPossible()) return null;
  if (read.countryCallingCode === "86" && !looksChinese(read.nationalNumber)) return null;
  const ext = extension ?? read.ext;
  return ext === undefined ? read.number : `${read.number};ext=${ext}`;
}

/** More than any number with its extension and the words around it. */
const longest = 60;
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const dashes = /[\u2010-\u2015\u2212\u30fc]/g;

/** The number and what is dialled after it; a dash or blank begins an extension only behind a whole landline. */
function split(plain: string): { main: string; extension: string | undefined } {
  const named =
    /^(.*\d{4}\D*?)\s*(?:转分机|转|分机|;ext=|extension|ext\.?|[#*,x])\s*[.:]?\s*(\d{1,6})$/iu.exec(plain);
  if (named) return { main: named[1]!, extension: named[2] };
  const dashed = /^(\(?0\d{2,3}\)?[\s-]*\d{3,4}[\s-]?\d{4})[\s-]+(\d{1,6})$/.exec(plain);
  if (dashed) return { main: dashed[1]!, extension: dashed[2] };
  return { main: plain, extension: undefined };
}

/** Without the 0 that is dialled inside the country: `+86 (0)10`, `+86 010`, `0138…`; with the + that was left out. */
function dialled(main: string): string {
  const bare = main.replace(/^(\+\d{1,3}[\s-]*)\(0\)/, "$1");
  const figures = bare.replaceAll(/[\s().-]/g, "");
  if (!/^\+?\d+$/.test(figures)) return bare;
  const home = figures.replace(/^\+860/, "+86").replace(/^0(?=1[3-9]\d{9}$)/, "");
  return /^86(1[3-9]\d{9}|10\d{8})$/.test(home) ? `+${home}` : home;
}

/** Mobiles have eleven digits; landlines an area code (10, 2x, or three digits from 3 on) before seven or eight digits. */
function looksChinese(national: string): boolean {
  return /^(1[3-9]\d{9}|10\d{8}|2\d{9}|[3-9]\d{9,10})$/.test(national);
}

export function isMobile(e164: string): boolean {
  return /^\+861[3-9]\d{9}$/.test(e164);
}

/** `138••••8000`: enough to recognise, not enough to call. */
export function maskPhone(e164: string): string {
  const [number = "", ext] = e164.replace(/^\+86/, "").split(";ext=");
  const masked = number.length < 7 ? "••••" : `${number.slice(0, 3)}••••${number.slice(-4)}`;
  return ext === undefined ? masked : `${masked}-${ext}`;
}

export const phone = z.string({ error: "REQUIRED" }).transform((typed, context) => {
  const read = readPhone(typed);
  if (read !== null) return read;
  context.addIssue({ code: "custom", message: typed.trim() === "" ? "REQUIRED" : "PHONE" });
  return z.NEVER;
});
