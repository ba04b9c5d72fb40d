/** Runs in the page: what is wider than the phone, and what is smaller than a glove. */
export function measure(): string[] {
  const found: string[] = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) found.push("scrolls sideways");
  const visible = (box: DOMRect) => box.width > 0 && box.height > 0;
  for (const each of document.querySelectorAll<HTMLElement>(".field *")) {
    const box = each.getBoundingClientRect();
    if (!visible(box) || each.closest(".visually-hidden, .skip")) continue;
    if (getComputedStyle(each).visibility === "hidden") continue;
    const name = `${each.tagName.toLowerCase()}.${each.className} "${(each.textContent ?? "").trim().slice(0, 24)}"`;
    if (box.right > width + 1) found.push(`too wide: ${name}`);
    if (each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX === "hidden")
      found.push(`cut off: ${name}`);
    const pressed = each.matches("button, a, summary, select, input:not([type=hidden]), textarea");
    if (!pressed || each.closest("label")) continue;
    if (box.height < 47.5 || box.width < 47.5)
      found.push(`small: ${name} ${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  return [...new Set(found)].slice(0, 8);
}

/** Runs in the page: puts steps into the phone's own store. */
export function keep(given: { personId: string; kept: object[]; drawers: Record<string, string> }) {
  for (const [name, value] of Object.entries(given.drawers)) localStorage.setItem(name, value);
  return new Promise<void>((resolve, reject) => {
    const request = indexedDB.open("mendline-field");
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const write = request.result.transaction("commands", "readwrite");
      for (const row of given.kept) write.objectStore("commands").add(row);
      write.oncomplete = () => {
        request.result.close();
        resolve();
      };
      write.onabort = () => reject(write.error);
    };
  });
}

/** Runs in the page: the next picture begins with an empty phone. */
export function forget() {
  for (const name of Object.keys(localStorage))
    if (name.startsWith("mendline.record.") || name.startsWith("mendline.push"))
      localStorage.removeItem(name);
  return new Promise<void>((resolve) => {
    const request = indexedDB.open("mendline-field");
    request.onsuccess = () => {
      const stores = [...request.result.objectStoreNames];
      if (stores.length === 0) return resolve();
      const write = request.result.transaction(stores, "readwrite");
      for (const store of stores) write.objectStore(store).clear();
      write.oncomplete = () => {
        request.result.close();
        resolve();
      };
    };
    request.onerror = () => resolve();
  });
}
