// Counts that a page was opened, or a link of it pressed: once a day on this device, and without a word about whose it is.
modules.count = (element) => {
  const mark = element.dataset.count;
  const count = () => {
    // An example has no mark.
    if (!mark || !isNew()) return;
    const zona = Intl.DateTimeFormat().resolvedOptions().timeZone;
    navigator.sendBeacon("/hitung", new URLSearchParams({ apa: mark, zona }));
  };
  if (element.href) element.addEventListener("click", count);
  // A browser may open a page in advance that nobody ever sees.
  else if (document.prerendering) document.addEventListener("prerenderingchange", count, { once: true });
  else count();

  function isNew() {
    const day = 864e5;
    // The days of East Java, seven hours ahead.
    const today = `${Math.floor((Date.now() + 252e5) / day)}`;
    try {
      // Whoever manages things here from this device is no visitor.
      if (navigator.webdriver || Date.now() - localStorage.managed < 30 * day) return false;
      const [last, ...seen] = (localStorage.counted ?? "").split(" ");
      const counted = last === today ? seen : [];
      if (counted.includes(mark)) return false;
      localStorage.counted = [today, ...counted, mark].join(" ");
    } catch {
      // Without a memory each opening counts.
    }
    return true;
  }
};
