// Keeps the pages that were opened readable without a signal. The server writes VERSION and SHELL above these lines:
// VERSION changes with every file of the site, and SHELL is what the page for the unvisited needs.

const SHELL_CACHE = `shell-${VERSION}`;
const PAGES = `pages-${VERSION}`;
const FILES = `files-${VERSION}`;
const PICTURES = `pictures-${VERSION}`;
const MOST = { [PAGES]: 40, [FILES]: 60, [PICTURES]: 150 };
const OFFLINE = "/luring";
const ENGLISH = "/en";

self.addEventListener("install", (event) => event.waitUntil(prepare()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { destination, headers, method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  // A fragment has the address of its page, and must never be shown in its place.
  if (method !== "GET" || origin !== location.origin || headers.has("HX-Request")) return;
  if (mode === "navigate") event.respondWith(openPage(event));
  else if (pathname.startsWith("/static/")) event.respondWith(openFile(event, FILES));
  else if (destination === "image") event.respondWith(openFile(event, PICTURES));
});

async function prepare() {
  const shell = await caches.open(SHELL_CACHE);
  // The browser may still hold these pages as they were in the release before.
  const fresh = (address) => new Request(address, { cache: "no-cache" });
  await shell.addAll([...SHELL, fresh(OFFLINE), fresh(ENGLISH + OFFLINE)]);
  await self.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !name.endsWith(VERSION)).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
  for (const { url } of await self.clients.matchAll({ type: "window" })) await keepOpened(url).catch(() => {});
}

// The page that brought the worker came before it; the browser's own cache still has it, or it may not be kept at all.
async function keepOpened(url) {
  const answer = await fetch(url, { cache: "only-if-cached", mode: "same-origin" });
  if (isPublicPage(answer)) await keep(PAGES, url, answer);
}

async function openPage(event) {
  let answer;
  try {
    answer = (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (reason) {
    return pageWithoutSignal(event.request).catch(() => Promise.reject(reason));
  }
  if (isPublicPage(answer)) event.waitUntil(keep(PAGES, event.request, answer.clone()).catch(() => {}));
  // What is private, moved or gone by now may not come back; a fault of the server takes nothing away.
  else if (answer.status < 500) event.waitUntil(forget(event.request).catch(() => {}));
  return answer;
}

async function openFile(event, name) {
  const kept = await caches.match(event.request).catch(() => undefined);
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (rule(answer).includes("immutable")) event.waitUntil(keep(name, event.request, answer.clone()).catch(() => {}));
  return answer;
}

async function pageWithoutSignal(request) {
  const kept = await caches.match(request, { cacheName: PAGES });
  if (kept) return rewritten(kept, (html) => html.replace('id="kept" hidden', 'id="kept"'));
  const isEnglish = `${new URL(request.url).pathname}/`.startsWith(`${ENGLISH}/`);
  const page = await caches.match(isEnglish ? ENGLISH + OFFLINE : OFFLINE);
  const links = await keptLinks();
  if (!links) return page;
  return rewritten(page, (html) =>
    html.replace('id="kept_pages" hidden', 'id="kept_pages"').replace("<ul></ul>", () => `<ul>${links}</ul>`),
  );
}

async function keptLinks() {
  const pages = await caches.open(PAGES);
  const links = (await pages.keys()).reverse().map(async (request) => {
    // Both come escaped: the title from the page, the address from the parser of addresses, but for its ampersands.
    const title = /<title>(.*?) · [^<]*</.exec(await (await pages.match(request)).text())[1];
    const { pathname, search } = new URL(request.url);
    return `<li><a href="${(pathname + search).replaceAll("&", "&amp;")}">${title}</a></li>`;
  });
  return (await Promise.all(links)).join("");
}

async function rewritten(answer, change) {
  return new Response(change(await answer.text()), { headers: answer.headers });
}

async function keep(name, request, answer) {
  const cache = await caches.open(name);
  // Put anew, an address goes to the end of the line.
  await cache.delete(request);
  await cache.put(request, answer);
  const line = await cache.keys();
  await Promise.all(line.slice(0, -MOST[name]).map((oldest) => cache.delete(oldest)));
}

async function forget(request) {
  await (await caches.open(PAGES)).delete(request);
}

function isPublicPage(answer) {
  const isPage = answer.headers.get("Content-Type")?.startsWith("text/html") && !answer.redirected;
  return isPage && /\bpublic\b/.test(rule(answer)) && !/\b(no-store|private)\b/.test(rule(answer));
}

function rule(answer) {
  return (answer.status === 200 && answer.type === "basic" && answer.headers.get("Cache-Control")) || "";
}
