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
    if (event.key === "Escape") {
      putAway();
      field.focus();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [field, ...links()];
    const at = stops.indexOf(document.activeElement);
    if (stops.length < 2 || at < 0) return;
    event.preventDefault();
    stops[(at + (event.key === "ArrowDown" ? 1 : stops.length - 1)) % stops.length].focus();
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) putAway();
  });
};
