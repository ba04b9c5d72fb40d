"use client";
import { useLayoutEffect } from "react";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * What somebody typed, chose or ticked before the page's script ran, told to it as if it were done now: the forms would
 * otherwise not know of it and wipe it out. Stands after the page, so that it runs once every form listens.
 */
export function TypedEarly() {
  useLayoutEffect(() => {
    const { activeElement } = document;
    const early = [...document.querySelectorAll<Field>("input, textarea, select")].filter(isTouched);
    const told = early.map((field) => ({ field, has: has(field), focused: field === activeElement }));
    // Forms that read what is kept on the device draw themselves again first.
    if (told.length > 0) queueMicrotask(() => told.forEach(tell));
  }, []);
  return null;
}

const isTick = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
const has = (field: Field) => (isTick(field) ? field.checked : field.value);

/** It is not as the server sent it, and somebody who works on the page can have done so. */
function isTouched(field: Field): boolean {
  if (field.matches(":disabled")) return false;
  if (field instanceof HTMLSelectElement) {
    const sent = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    return sent !== undefined && field.value !== sent.value;
  }
  if (isTick(field))
    return field.checked !== field.defaultChecked && (field.checked || field.type === "checkbox");
  return (
    !["hidden", "file", "submit", "button", "image"].includes(field.type) &&
    field.value !== field.defaultValue
  );
}

function tell({ field: then, has, focused }: { field: Field; has: string | boolean; focused: boolean }) {
  // Drawn again it may be another one of the same name.
  const field = then.isConnected ? then : (document.getElementById(then.id) as Field | null);
  if (field === null) return;
  const name = isTick(field) ? "checked" : "value";
  // React counts as a change what differs from what it saw set; what is set past it it has not seen.
  Object.assign(field, { [name]: name === "value" ? "" : !has });
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), name)?.set?.call(field, has);
  const kind = isTick(field) ? "click" : field instanceof HTMLSelectElement ? "change" : "input";
  field.dispatchEvent(new Event(kind, { bubbles: true }));
  if (focused && document.activeElement !== field) field.focus();
}
