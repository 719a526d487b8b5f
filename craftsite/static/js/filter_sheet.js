// The filter sheet closes when it is sent, so that the results behind it can be seen.
modules.filter_sheet = (form) => {
  form.addEventListener("submit", () => form.hidePopover?.());
};
