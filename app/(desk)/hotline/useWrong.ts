"use client";
import { type RefObject, useCallback, useState } from "react";
import { flushSync } from "react-dom";
import { type Call, isAsThen } from "./call.ts";
import type { Problem } from "./FieldError.tsx";

/** What a call was refused: at its fields, and at the question whether it is one that is known. */
type Wrong = { problems?: Problem[]; then?: Call; noSame?: string };

/**
 * What is wrong with each call, by its key: the answer may come when it is another's turn. The focus goes to the first
 * problem of the call on the line, and nowhere for one that waits. What is mended in a field takes its problem away.
 * `noNumber`: why what is typed is no number; known later than the rest was refused, it is said with it all the same.
 */
export function useWrong(
  call: Call,
  isOnLine: (key: string) => boolean,
  form: RefObject<HTMLFormElement | null>,
  noNumber: string | null,
) {
  const [wrong, setWrong] = useState<Record<string, Wrong>>({});
  const mark = useCallback((key: string, what: Wrong) => setWrong((all) => ({ ...all, [key]: what })), []);
  const show = useCallback(
    (then: Call, found: Problem[]) => {
      // Drawn before the focus goes there.
      flushSync(() => mark(then.key, { problems: found, then }));
      if (!isOnLine(then.key)) return;
      const first = found.find((problem) => problem.field !== null)?.field;
      const target = first ? form.current?.querySelector<HTMLElement>(`#${first}`) : null;
      (target ?? form.current?.querySelector<HTMLElement>("[data-problem]"))?.focus();
    },
    [mark, isOnLine, form],
  );
  const { problems: found = [], then = call, noSame = null } = wrong[call.key] ?? {};
  const problems = found.filter(({ field }) => field === null || isAsThen(field, then, call));
  const late = found.length > 0 && noNumber !== null && isAsThen("number", then, call);
  if (late && !problems.some(({ field }) => field === "number"))
    problems.unshift({ field: "number", words: noNumber });
  const refused = Object.keys(wrong).filter((key) => wrong[key]?.problems?.length || wrong[key]?.noSame);
  return { problems, noSame, refused, mark, show };
}
