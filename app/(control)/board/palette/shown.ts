import type { Item } from "./item.ts";

/** Where the board's own buttons and choices stand; the actions of a ticket are items of their own. */
const within =
  ".drawer button:not([data-testid^=action-]), .drawer a[href], .control-header button, .views-bar button, .alarms button, .control-main > * .control-button:not([data-testid^=action-]), .undo-bar button";

/** Every button, link and choice that stands on the board now, so that no press needs a mouse. `off`: why a dead one is dead. */
export function shownItems(off: string): Item[] {
  const seen = new Set<string>();
  return [...document.querySelectorAll<HTMLElement>(within)].flatMap((control, index) => {
    const words = nameOf(control);
    const drawn = control.getClientRects().length > 0;
    if (words === "" || !drawn || seen.has(words) || control.dataset.testid === "ticket-menu") return [];
    seen.add(words);
    const dead = control.matches(":disabled,[aria-disabled=true]");
    return [
      {
        id: `shown-${index}`,
        group: "shown" as const,
        words,
        ...(dead && { why: off }),
        run() {
          control.focus();
          if (!(control instanceof HTMLSelectElement)) control.click();
        },
      },
    ];
  });
}

/** What the control says of itself, without the keys that it shows. */
function nameOf(control: HTMLElement): string {
  const label = control.getAttribute("aria-label") ?? labelOf(control);
  if (label) return label.trim();
  const parts = [...control.childNodes].filter((node) => node.nodeName !== "KBD");
  return (parts.map((node) => node.textContent).join("") || control.title).replace(/\s+/g, " ").trim();
}

function labelOf(control: HTMLElement): string | null {
  return control instanceof HTMLSelectElement ? (control.labels[0]?.textContent ?? null) : null;
}
