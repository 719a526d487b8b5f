// Starts the modules that a page names: <div data-module="suggestions"> runs modules.suggestions(element) once.
window.modules ??= {};

function startModules(root) {
  const named = root.matches?.("[data-module]") ? [root] : [];
  for (const element of [...named, ...root.querySelectorAll("[data-module]")]) {
    if (element.dataset.started) continue;
    element.dataset.started = "yes";
    for (const name of element.dataset.module.split(" ")) window.modules[name]?.(element);
  }
}

document.addEventListener("DOMContentLoaded", () => startModules(document.documentElement));
document.addEventListener("htmx:load", (event) => startModules(event.target));
