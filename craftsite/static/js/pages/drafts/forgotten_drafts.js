// Signing out leaves nothing on the phone.
modules.forgotten_drafts = (form) => {
  const warning = form.querySelector("[data-unsent]");
  if (warning) warning.hidden = !copyKeys().length;
  form.addEventListener("submit", () => copyKeys().forEach(dropCopy));
};
