"use client";
import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useFieldWords } from "../../useFieldWords.ts";

type Props = { title: string; words: string[]; ticket?: Ticket; children?: ReactNode };

/** The job has left his hands: said large, with the one way on. */
export function GoneJob({ title, words, ticket, children }: Props) {
  const t = useTranslations("field.job");
  const { place } = useFieldWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="field-gone" role="alert" data-testid="job-gone">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {ticket && (
        <p className="field-gone-place">
          <Plate place={place(ticket.plate)} size="m" />{" "}
          <span className="field-figures">{ticket.number}</span>
        </p>
      )}
      {words
        .filter((line) => line !== "")
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
      {children}
      <Link className="field-button" href="/jobs" prefetch={false}>
        {t("toList")}
      </Link>
    </div>
  );
}
