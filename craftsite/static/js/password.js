// A password can be shown while it is typed; without a script the box that does it is not there.
modules.password = (part) => {
  const box = part.querySelector("input[type=checkbox]");
  const field = part.querySelector("input[type=password]");
  box.parentElement.hidden = false;
  box.addEventListener("change", () => {
    field.type = box.checked ? "text" : "password";
  });
};
