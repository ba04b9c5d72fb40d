/** The job that has the focus, wherever on the board it is drawn: a card, a job in a lane, a run, a row, the open one. */
export function focusedJob(): string | null {
  return elementOf(document.activeElement)?.dataset.ticket ?? null;
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

function elementOf(focused: Element | null): HTMLElement | null {
  return focused?.closest<HTMLElement>("#control-room [data-ticket]") ?? null;
}
