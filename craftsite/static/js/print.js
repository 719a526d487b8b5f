// A button that prints its page; without a script it is not there, and the browser's own menu prints.
modules.print = (button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
};
