// The editor of a listing saves itself to the site after each change. What has not arrived there, since the signal went,
// somebody was signed out or the tab was closed, is kept on the phone and sent again; the site decides whether it may
// be written over what it has by then, or shows both.
modules.drafts = (form) => {
  const RETRY_MS = 15_000;
  const { key, arrived, shown } = form.dataset;
  const [page] = form.elements.kiriman.value.split("-");
  const note = document.getElementById("unsent");
  const left = shown === "kept" ? readCopy(key) : null;
  let isKept = true, isOffered = false, isLeaving = false, sending = "", state = "", timer;

  const held = () => {
    const sent = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return sent.filter(([name]) => name !== "csrf_token" && name !== "lanjut");
  };
  // What was written, without what only says which page wrote it.
  const written = (fields) =>
    JSON.stringify(fields.filter(([name, value]) => value && name !== "versi" && name !== "kiriman"));
  const keep = (mark) => {
    const part = form.querySelector("details[name=part][open]")?.id.replace("bagian-", "");
    isKept = writeCopy(key, { at: Date.now(), part, mark, fields: held() }) ?? false;
  };
  // Names what is sent now, so that it is known again when it has arrived.
  const markFor = (of) => `${of}-${Math.random().toString(36).slice(2, 8)}`;
  const tell = (news) => {
    state = news;
    for (const each of note.children) each.hidden = each.dataset.when !== state;
    // What the site said of saving before is not true of what was typed since.
    form.closest(".editor").classList.toggle("unsent", state !== "");
  };
  const again = () => {
    clearTimeout(timer);
    if (state === "waiting" || state === "open") htmx.trigger(form, "change");
  };
  const resend = () => {
    const mark = markFor(left.fields.find(([name]) => name === "kiriman")[1].split("-")[0]);
    const post = Object.assign(document.createElement("form"), { method: "post", hidden: true });
    post.action = `${form.action}?bagian=${left.part ?? ""}`;
    writeCopy(key, { ...left, mark, tries: (left.tries ?? 0) + 1 });
    const fields = [...left.fields.filter(([name]) => name !== "kiriman"), ["kiriman", mark], ["susulan", "ya"]];
    for (const [name, value] of [...fields, ["csrf_token", form.elements.csrf_token.value]]) {
      // A text of several lines loses its breaks in a line.
      post.append(Object.assign(document.createElement("textarea"), { name, defaultValue: value }));
    }
    document.body.append(post);
    post.submit();
  };
  const drop = () => {
    isOffered = false;
    dropCopy(key);
    tell("");
  };

  form.addEventListener("input", () => {
    isLeaving = false;
    if (!isOffered) keep();
  });
  addEventListener("pageshow", () => (isLeaving = false));
  form.addEventListener("submit", () => {
    isLeaving = true;
    form.elements.kiriman.value = markFor(page);
    if (!isOffered && readCopy(key)) keep(form.elements.kiriman.value);
  });
  form.addEventListener("htmx:configRequest", (event) => {
    const { detail } = event;
    if (detail.elt !== form) return;
    // A button has just sent all of it. Sent once more, it would arrive after the next page has read its edition.
    if (isLeaving) return event.preventDefault();
    detail.parameters.kiriman = sending = markFor(page);
    if (!isOffered) keep(sending);
  });
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt !== form) return;
    const { status } = detail.xhr;
    if (status === 200 && readCopy(key)?.mark === sending) dropCopy(key);
    if ([200, 409, 422].includes(status)) return tell(isOffered ? "left" : "");
    tell(status === 401 ? "out" : isKept ? "waiting" : "open");
    clearTimeout(timer);
    timer = setTimeout(again, RETRY_MS);
  });
  // An error page would take the place of what says which edition is read.
  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const isNews = [200, 409, 422].includes(detail.xhr.status);
    if (detail.requestConfig.elt === form && !isNews) detail.shouldSwap = false;
  });
  addEventListener("online", again);
  note.querySelector("[data-send]").addEventListener("click", resend);
  for (const button of document.querySelectorAll("[data-drop]")) button.addEventListener("click", drop);

  if (!left) return;
  if (left.mark === arrived || written(left.fields) === written(held())) drop();
  else if (!left.tries) resend();
  else {
    isOffered = true;
    tell("left");
  }
};
