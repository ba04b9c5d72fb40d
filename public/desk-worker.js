/* Shows on a desk's browser that a deadline calls somebody, while no page is open. It keeps nothing and serves nothing. */
importScripts("/ring-worker.js");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.ringFor({
  page: /^\/board(\?ticket=[0-9a-f-]{36})?$/,
  home: "/board",
  tag: "board",
  look: { requireInteraction: true },
});
