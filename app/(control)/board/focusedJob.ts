import { flushSync } from "react-dom";
import { jobAwaited } from "./sendFocus.ts";

/**
 * The job that has the focus, wherever on the board it is drawn: a card, a job in a lane, a run, a row, the open one. Where
 * it has gone from under the focus it still is: a key never means another because somebody moved the one that it was for.
 */
export function focusedJob(): string | null {
  return jobAwaited() ?? elementOf(document.activeElement)?.dataset.ticket ?? lostJob();
}

/** What had the focus last in a view that keeps no selection of its own, and which view that was. */
let last: { element: HTMLElement; view: string | undefined } | null = null;

/** The job whose element has gone from the view with the focus on it, until the person goes on to something else. */
export function lostJob(): string | null {
  const now = document.activeElement;
  if (last === null || last.element.isConnected || (now !== null && now !== document.body)) return null;
  return last.view === viewNow() ? (last.element.dataset.ticket ?? null) : null;
}

/** Follows the focus, for as long as the board is open. */
export function watchFocus(): () => void {
  const came = ({ target }: FocusEvent) => {
    const element = target instanceof Element ? elementOf(target) : null;
    const free = element?.closest(".board-view") && !element.closest(".table");
    last = element && free ? { element, view: viewNow() } : null;
  };
  const pressed = () => {
    last = null;
  };
  document.addEventListener("focusin", came);
  document.addEventListener("pointerdown", pressed, true);
  return () => {
    document.removeEventListener("focusin", came);
    document.removeEventListener("pointerdown", pressed, true);
  };
}

function viewNow(): string | undefined {
  return document.getElementById("control-room")?.dataset.view;
}

/** What has the focus there, if that job is not in one of the lists that keep a selection of their own. */
export function focusedElsewhere(): HTMLElement | null {
  const now = document.activeElement;
  return now instanceof HTMLElement && elementOf(now) && !now.closest(".queue, .table") ? now : null;
}

/** To the opened job's panel, so that the keys are about it. */
export function focusDrawer(): void {
  document.querySelector<HTMLElement>("#control-room .drawer")?.focus({ preventScroll: true });
}

/** Opens a job whose keys come next, wherever the focus was when it was asked for. */
export function openForKeys(open: (ticketId: string) => void, ticketId: string): void {
  flushSync(() => open(ticketId));
  focusDrawer();
}

/** Where a job is drawn in the view now, of an element of it that is drawn no more; null where it is not. */
export function drawnAgain(gone: HTMLElement): HTMLElement | null {
  const id = gone.closest<HTMLElement>("[data-ticket]")?.dataset.ticket;
  if (id === undefined) return null;
  const drawn = document.querySelector<HTMLElement>(
    `#control-room .board-view [data-ticket="${CSS.escape(id)}"]`,
  );
  return drawn?.matches("button, [tabindex]") ? drawn : (drawn?.querySelector<HTMLElement>("button") ?? null);
}

function elementOf(focused: Element | null): HTMLElement | null {
  return focused?.closest<HTMLElement>("#control-room [data-ticket]") ?? null;
}
