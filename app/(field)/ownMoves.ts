const drawer = "mendline.field.left";

/** Jobs that left the list by the technician's own hand, so that the list does not call them taken away. */
export function leftByMe(ticketId: string): boolean {
  return read().includes(ticketId);
}

export function rememberLeft(ticketId: string): void {
  write([...read().filter((id) => id !== ticketId), ticketId].slice(-50));
}

/** It is in his list again: when it leaves next time, that may be somebody else's doing. */
export function forgetLeft(ticketIds: readonly string[]): void {
  const before = read();
  const after = before.filter((id) => !ticketIds.includes(id));
  if (after.length < before.length) write(after);
}

function read(): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(drawer) ?? "[]") as string[];
  } catch {
    return [];
  }
}

function write(ticketIds: string[]): void {
  try {
    sessionStorage.setItem(drawer, JSON.stringify(ticketIds));
  } catch {
    // A full or forbidden store: at worst the list names a job that he gave back himself.
  }
}
