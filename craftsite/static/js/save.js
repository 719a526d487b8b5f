// What is saved stays on this device: the codes of the list, written as in the address of its page.
{
  const MOST = 30;
  const codes = () => (localStorage.daftar ?? "").split(",").filter(Boolean);
  const repaint = () => {
    for (const link of document.querySelectorAll("[data-module~=save]")) link.dispatchEvent(new Event("repaint"));
  };
  // Another tab changed the list, or Back brings a page as it was before.
  for (const event of ["storage", "pageshow"]) addEventListener(event, repaint);

  modules.save = (link) => {
    const { code, saved } = link.dataset;
    const label = link.querySelector("span");
    const unsaved = label.textContent;
    const paint = () => {
      const kept = codes();
      if (code) label.textContent = kept.includes(code) ? saved : unsaved;
      else {
        link.search = kept.length ? `?k=${kept}` : "";
        label.textContent = kept.length ? ` (${kept.length})` : "";
      }
    };
    try {
      paint();
    } catch {
      // Where storage is closed to this site, the link leads to the page as it does without a script.
      return;
    }
    link.addEventListener("repaint", paint);
    if (!code) return;
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      const kept = codes();
      const changed = kept.includes(code) ? kept.filter((other) => other !== code) : [...kept, code];
      link.search = `?k=${changed}`;
      // The page of the list says what did not fit.
      if (changed.length > MOST) return;
      event.preventDefault();
      localStorage.daftar = changed;
      repaint();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    });
  };
}
