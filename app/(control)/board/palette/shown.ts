import type { Item } from "./item.ts";
import type { Twin } from "./twins.ts";

/** Where the board's own buttons and choices stand; the actions of a ticket are items of their own. */
export const within = [
  ".drawer button:not([data-testid^=action-])",
  ".drawer :is(a[href], summary)",
  ".control-header button",
  ".views-bar button",
  ".alarms button",
  ".control-main > * .control-button:not([data-testid^=action-])",
  ".board-view :is(.filter-toggle, .queue-waiting, .timeline-top button, .table-columns button)",
  ".queue-waiting",
  ".lanes-away button",
  ".undo-bar button",
  ".incident-strip button",
  ":is(.control-notice, .control-banner, .control-toasts) button",
  ".low-stock :is(a[href], button)",
].join(", ");

/**
 * Every button, link and choice that stands on the board now, so that no press needs a mouse. Those of one name are told
 * apart by where they stand. `off`: why a dead one is dead; `twin`: what it is called in the other language.
 */
export function shownItems(off: string, twin: Twin): Item[] {
  const drawn = [...document.querySelectorAll<HTMLElement>(within)]
    .filter((control) => control.getClientRects().length > 0 && control.dataset.testid !== "ticket-menu")
    .map((control) => ({ control, name: nameOf(control) }))
    .filter(({ name }) => name !== "");
  const named = Map.groupBy(drawn, ({ name }) => name);
  return drawn.map(({ control, name }, index): Item => {
    const others = named.get(name)!;
    const dead = control.matches(":disabled,[aria-disabled=true]");
    const also = twin(name);
    return {
      id: `shown-${index}`,
      group: "shown",
      words:
        others.length === 1
          ? name
          : toldApart(
              control,
              name,
              others.map((each) => each.control),
            ),
      ...(also !== undefined && { also: [also] }),
      ...(dead && { why: off }),
      run() {
        control.focus();
        control.click();
      },
    };
  });
}

/** The name with what tells it from its namesakes: where it stands, and if that is the same, which of them it is. */
function toldApart(control: HTMLElement, name: string, all: HTMLElement[]): string {
  const where = whereOf(control);
  const alike = all.filter((each) => whereOf(each) === where);
  const which = alike.length > 1 ? ` (${alike.indexOf(control) + 1})` : "";
  return `${name}${where === "" ? "" : ` · ${where}`}${which}`;
}

/** What the row or the part in which it stands is called. */
function whereOf(control: HTMLElement): string {
  const row = control.closest<HTMLElement>("li, article, tr, [role=listitem]");
  const plate = row?.querySelector(".plate")?.textContent ?? row?.querySelector("strong")?.textContent;
  if (plate) return tidy(plate);
  const part = control.closest<HTMLElement>("section, aside, form, fieldset, header");
  return tidy(part?.querySelector("h2, h3")?.textContent || (part?.getAttribute("aria-label") ?? ""));
}

/** What the control says of itself, without the keys that it shows. */
function nameOf(control: HTMLElement): string {
  const label = control.getAttribute("aria-label");
  if (label) return tidy(label);
  const parts = [...control.childNodes].filter((node) => node.nodeName !== "KBD");
  return tidy(parts.map((node) => node.textContent).join("") || control.title);
}

function tidy(words: string): string {
  return words.replace(/\s+/g, " ").trim();
}
