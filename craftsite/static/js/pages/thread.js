// A thread shows new messages by itself: it asks more and more rarely, never while nobody looks, and says what was seen.
modules.thread = (log) => {
  const SOONEST = 10_000;
  const LATEST = 120_000;
  let wait = SOONEST;
  let timer;

  const conversation = () => log.querySelector("#conversation");
  const markRead = () => {
    const body = new FormData(log.querySelector("form[hidden]") ?? undefined);
    body.set("pesan", conversation().dataset.last);
    fetch(log.dataset.read, { method: "POST", body: new URLSearchParams(body) }).catch(() => {});
  };
  const show = (text) => {
    const last = conversation().dataset.last;
    conversation().outerHTML = text;
    wait = SOONEST;
    if (conversation().dataset.last !== last) markRead();
  };
  const ask = async () => {
    const known = { "If-None-Match": `"${conversation().dataset.edition}"` };
    const headers = { "HX-Request": "true", "HX-Target": "conversation", ...known };
    const answer = await fetch(location.pathname, { headers, cache: "no-store" });
    // Whoever has a button of it under the finger keeps it until the next time.
    if (answer.ok && !conversation().contains(document.activeElement)) show(await answer.text());
    return answer.status === 304 || answer.ok;
  };
  const next = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(look, wait);
  };
  const look = async () => {
    wait = Math.min(wait * 1.5, LATEST);
    // Where the page is gone or the sign-in has ended, asking again is of no use.
    if (await ask().catch(() => true)) next();
  };

  document.addEventListener("visibilitychange", () => {
    wait = SOONEST;
    if (document.hidden) clearTimeout(timer);
    else look();
  });
  markRead();
  next();
};
