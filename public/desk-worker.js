/* Shows on a desk's browser that a deadline calls somebody, while no page is open. It keeps nothing and serves nothing. */
const page = /^\/board(\?ticket=[0-9a-f-]{36})?$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const note = readNote(event.data);
  event.waitUntil(
    self.registration.showNotification(note.title, {
      body: note.body,
      tag: note.tag,
      renotify: true,
      requireInteraction: true,
      icon: "/field-icon-192.png",
      data: { path: note.path },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openBoard(event.notification.data?.path ?? "/board"));
});

function readNote(data) {
  try {
    const { title, body, path, tag } = data.json();
    return { title, body, path: page.test(path) ? path : "/board", tag };
  } catch {
    return { title: "Mendline 修达", body: "", path: "/board", tag: "board" };
  }
}

async function openBoard(path) {
  const [open] = await self.clients.matchAll({ type: "window" });
  if (!open) return self.clients.openWindow(path);
  await open.focus();
  return open.navigate(path);
}
