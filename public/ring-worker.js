/* What every worker of ours does with a message: it shows it, and leads to its page when it is pressed. */

/**
 * Rings for messages. `page` says which addresses they may lead to, `home` where else, `tag` what stands for others of
 * their kind, `look` how they show, `heard` what else has to be done about one,
 * `hushed` whether its words are for nobody who is here.
 */
self.ringFor = ({ page, home, tag, look, heard, hushed }) => {
  const wordless = { title: "Mendline 修达", body: "", path: home, tag };

  self.addEventListener("push", (event) => event.waitUntil(ring(event.data)));

  async function ring(data) {
    // Browsers want something shown for every message.
    const note = (await hushed?.()) ? wordless : readNote(data);
    const done = heard?.(note);
    await self.registration.showNotification(note.title, {
      body: note.body,
      tag: note.tag,
      renotify: true,
      icon: "/field-icon-192.png",
      ...look,
      data: { path: note.path },
    });
    await done;
  }

  /* The browser has taken another address for its messages: the office is told, or it would ring at the old one. */
  self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(moved(event)));

  async function moved({ newSubscription, oldSubscription }) {
    const options = oldSubscription?.options;
    if ((await hushed?.()) || (!newSubscription && !options)) return;
    const { endpoint, keys } = (newSubscription ?? (await self.registration.pushManager.subscribe(options))).toJSON();
    const input = { endpoint, p256dh: keys.p256dh, auth: keys.auth };
    await fetch("/api/trpc/push.subscribe", {
      method: "POST",
      headers: { "content-type": "application/json", "x-mendline": "1" },
      body: JSON.stringify({ key: crypto.randomUUID(), input }),
    });
  }

  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(event.notification.data?.path ?? home));
  });

  function readNote(data) {
    try {
      const { title, body, path, tag: named } = data.json();
      return { title, body, path: page.test(path) ? path : home, tag: named };
    } catch {
      return wordless;
    }
  }

  async function open(path) {
    const [shown] = await self.clients.matchAll({ type: "window" });
    if (!shown) return self.clients.openWindow(path);
    await shown.focus();
    return shown.navigate(path);
  }
};
