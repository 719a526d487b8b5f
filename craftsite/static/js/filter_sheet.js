// The filter sheet closes when it is sent, so that the results behind it can be seen.
modules.filter_sheet = (form) => {
  form.addEventListener("submit", () => form.hidePopover?.());
  // The browser gives the focus back to the button that opened the sheet, but new results bring a new button.
  form.addEventListener("toggle", (event) => {
    const isLost = document.activeElement === document.body || form.contains(document.activeElement);
    if (event.newState === "closed" && isLost) document.getElementById("filters_button").focus();
  });
  // New counts arrive with their groups folded; what was unfolded stays so.
  form.addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
    for (const { id } of target.querySelectorAll("details[open]")) {
      fragment.querySelector(`#${id}`)?.setAttribute("open", "");
    }
  });
};
