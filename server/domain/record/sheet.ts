import type { NamedForm } from "./form.ts";

export const checkStates = ["ok", "trouble", "not_here"] as const;
export type CheckState = (typeof checkStates)[number];

export const noSignatureReasons = ["absent", "refused", "public_place", "no_contact"] as const;
export type NoSignature = (typeof noSignatureReasons)[number];

/** How the owner agreed, or why not. Strokes are x, y pairs in a field of 600 by 200. */
export type Signed =
  | { kind: "glass"; name: string; strokes: number[][]; png: string }
  | { kind: "typed"; name: string }
  | { kind: "code"; code: string }
  | { kind: "none"; why: NoSignature };

export type Drawn = Extract<Signed, { kind: "glass" }>;

/** The answers to a form, beside what was found and done. */
export type Sheet = {
  form: { scope: string; version: number };
  checks: Record<string, CheckState>;
  readings: Record<string, number>;
  cause: string;
  tools: string;
  signed: Signed | null;
  /** Names that were drawn on his other phone, where another signature stands or the record may not change any more. */
  alsoSigned?: Drawn[];
  /** Answers to the form that it was begun with, before the fault was corrected: a state of a check, or a figure in words. */
  earlier?: Earlier[];
};

export type Earlier = { zh: string; en: string; value: string };

export const recordResults = [
  "fixed",
  "temporary",
  "needs_parts",
  "needs_trade",
  "not_ours",
  "owner_refused",
] as const;
export type RecordResult = (typeof recordResults)[number];

/** Is the visit's work done, so that the form has to be whole? */
export function isDone(result: RecordResult): boolean {
  return result === "fixed" || result === "temporary";
}

/** Where the strokes lie. */
export const glass = { width: 600, height: 200 } as const;

export function blankSheet({ scope, version }: Pick<NamedForm, "scope" | "version">): Sheet {
  return { form: { scope, version }, checks: {}, readings: {}, cause: "", tools: "", signed: null };
}
