// The television of an exhibition: shows one wall after the other. All walls are in the page, so a turn makes nothing
// new and the memory stays the same for days.
modules.screen = (main) => {
  const HOUR_MS = 3_600_000;
  const RETRY_MS = 300_000;
  const walls = [...main.querySelectorAll(".screen-wall")];
  const board = main.querySelector(".screen-walls");
  const words = main.querySelectorAll("[data-when]");
  const button = main.querySelector("[data-pause]");
  const turnMs = Number(main.dataset.seconds) * 1_000;
  let at = walls.findIndex((wall) => !wall.hidden);
  let isPaused = "paused" in main.dataset;
  let renewAt = performance.now() + HOUR_MS;
  let timer;
  // One wall or none stands still.
  if (!button) return;

  const wait = () => {
    clearTimeout(timer);
    if (!isPaused) timer = setTimeout(pass, turnMs);
  };
  const turn = (steps) => {
    walls[at].hidden = true;
    at = (at + steps + walls.length) % walls.length;
    walls[at].hidden = false;
    wait();
  };
  const pass = () => {
    turn(1);
    if (performance.now() >= renewAt) renew();
  };
  const setPaused = (value) => {
    isPaused = value;
    for (const word of words) word.hidden = (word.dataset.when === "paused") !== isPaused;
    // What turns by itself is not read aloud; what somebody turns by hand is.
    board.setAttribute("aria-live", isPaused ? "polite" : "off");
    wait();
  };
  // A hall sees changes after an hour. Without an answer the walls that are here go on, and it asks again later; the
  // answer goes into the browser's cache, so the page comes even if the network is gone right after it.
  const renew = async () => {
    renewAt = performance.now() + RETRY_MS;
    const address = `${location.pathname}?dinding=${at + 1}`;
    const answer = await fetch(address, { cache: "reload" }).catch(() => null);
    if (answer?.ok && (await answer.text().catch(() => "")) && !isPaused) location.replace(address);
  };
  const leave = () => location.assign(main.querySelector("[data-leave]").href);
  const toggle = () => setPaused(!isPaused);
  const keys = {
    ArrowRight: () => turn(1),
    ArrowLeft: () => turn(-1),
    MediaTrackNext: () => turn(1),
    MediaTrackPrevious: () => turn(-1),
    Enter: toggle,
    " ": toggle,
    MediaPlayPause: toggle,
    Escape: leave,
  };

  document.addEventListener("keydown", (event) => {
    const isOnControl = event.target.closest("a, button") && (event.key === "Enter" || event.key === " ");
    if (!keys[event.key] || isOnControl || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (!(event.repeat && keys[event.key] === toggle)) keys[event.key]();
  });
  for (const link of main.querySelectorAll("[data-turn]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      turn(Number(link.dataset.turn));
    });
  }
  button.addEventListener("click", toggle);
  button.hidden = false;
  main.querySelector("[data-pause-link]").hidden = true;

  // The lock ends whenever the page is out of sight, and a television without one keeps its own habits.
  const stayAwake = () => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
  setPaused(isPaused);
};
