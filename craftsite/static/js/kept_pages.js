// The worker keeps the pages that were opened, and marks this note where it shows one of them without a signal.
modules.kept_pages = () => {
  // After the page itself, so that on a slow line nothing waits for it.
  addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}));
};
