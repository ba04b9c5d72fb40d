"use client";
import type { ReactNode } from "react";
import type { Problem, Problems } from "./draft.ts";
import type { Words } from "./useWords.ts";

/** What is wrong with a field: what the form found, or the server's words for the same one. */
export type Wrong = { problems: Problems; told: { field?: string | undefined; words: string } | null };

export function wrongAt({ problems, told }: Wrong, name: string, words: Words): string {
  const problem: Problem | undefined = problems[name];
  if (problem !== undefined) return words.t(`problem.${problem}`);
  return told?.field === name ? told.words : "";
}

/** The attributes that bind an input to its sentence. */
export function bound(name: string, sentence: string) {
  return {
    name,
    "aria-invalid": sentence !== "",
    ...(sentence !== "" && { "aria-describedby": `wrong-${name}` }),
  };
}

export function Sentence({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <span id={`wrong-${name}`} className="places-problem" data-problem={name}>
      {children}
    </span>
  );
}
