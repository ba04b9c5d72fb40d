"use client";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";

type Props<Item> = {
  id: string;
  testId: string;
  value: string;
  type(words: string): void;
  items: Item[];
  keyOf(item: Item): string;
  choose(item: Item): void;
  children(item: Item): ReactNode;
  /** Said under the field: how many, none, or that it is being looked for. */
  status: string;
  describedBy?: string;
  invalid?: boolean;
};

/**
 * A field that proposes while somebody types: arrows move, Enter takes, Escape shuts the list and nothing else. Coming
 * by with Tab never opens it, and Enter that ends a composition takes nothing.
 */
export function Combobox<Item>(props: Props<Item>) {
  const { id, items, keyOf, choose } = props;
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const list = useId();
  const shown = open && items.length > 0;
  const current = Math.min(at, items.length - 1);

  function take(item: Item | undefined) {
    if (item === undefined) return;
    choose(item);
    setOpen(false);
    setAt(0);
  }

  function pressed(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!shown) return setOpen(true);
      setAt((current + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (shown) take(items[current]);
    } else if (event.key === "Escape" && shown) {
      event.stopPropagation();
      setOpen(false);
    }
  }

  return (
    <div className="desk-combobox">
      <input
        id={id}
        data-testid={props.testId}
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={list}
        aria-activedescendant={shown ? `${list}-${current}` : undefined}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        value={props.value}
        onChange={(event) => {
          props.type(event.target.value);
          setOpen(event.target.value.trim() !== "");
          setAt(0);
        }}
        onKeyDown={pressed}
        onBlur={() => setOpen(false)}
      />
      <div id={list} role="listbox" aria-labelledby={`${id}-label`} hidden={!shown} className="desk-options">
        {items.map((item, index) => (
          // The field keeps the focus: the list is worked with its keys.
          <div
            key={keyOf(item)}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setAt(index)}
            onClick={() => take(item)}
            onKeyDown={() => {}}
          >
            {props.children(item)}
          </div>
        ))}
      </div>
      <p role="status" className="desk-hint">
        {open || props.value === "" ? props.status : ""}
      </p>
    </div>
  );
}
