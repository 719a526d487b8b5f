// The worker keeps the pages that were opened, and marks this note where it shows one of them without a signal.
modules.kept_pages = (note) => {
  // The browser may have the page from a minute ago and never ask the worker for it.
  if (!navigator.onLine) note.hidden = false;
  // After the page itself, so that on a slow line nothing waits for it.
  addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}));
};
