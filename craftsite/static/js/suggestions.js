// Suggestions under a search field: arrow keys walk through them, Escape and leaving put them away.
modules.suggestions = (box) => {
  const field = box.querySelector("input");
  const links = () => [...box.querySelectorAll(".suggestions a")];
  const putAway = () => {
    // An answer still on its way would open the list again.
    htmx.trigger(field, "htmx:abort");
    box.querySelector(".suggestions")?.replaceChildren();
  };

  box.addEventListener("keydown", (event) => {
    const stops = [field, ...links()];
    const at = stops.indexOf(document.activeElement);
    if (stops.length < 2 || at < 0) return;
    if (event.key === "Escape") {
      // A search field empties itself on Escape; the first one only closes the list.
      event.preventDefault();
      putAway();
      field.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      stops[(at + (event.key === "ArrowDown" ? 1 : stops.length - 1)) % stops.length].focus();
    }
  });
  // Safari gives a clicked link no focus: leaving the field would take the link away before the click arrives.
  box.addEventListener("mousedown", (event) => {
    if (event.target.closest(".suggestions")) event.preventDefault();
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) putAway();
  });
};
