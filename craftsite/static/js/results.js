// The results of the catalogue: paging moves the focus to their heading, a failed request says that the signal is gone.
modules.results = (section) => {
  // Everything is heard from inside the section: Back puts a new one in its place, and the old one must fall silent.
  const offline = section.querySelector("#offline");
  const announcement = section.querySelector("#announcement");
  const results = () => section.querySelector("#results");
  const heading = () => section.querySelector("#results-heading");
  let isPaging = false;

  section.addEventListener("click", (event) => {
    isPaging = Boolean(event.target.closest(".pager a"));
  });
  section.addEventListener("htmx:beforeRequest", (event) => {
    // The suggestions are fetched from here too, and leave the results as they are.
    if (event.detail.target === results()) results().setAttribute("aria-busy", "true");
  });
  section.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "results") return;
    offline.hidden = true;
    // A live region speaks only if it was there before the words: so it stands outside what is swapped.
    // Every swapped part reports that it has settled, but the count is spoken once.
    if (announcement.textContent !== heading().textContent) announcement.textContent = heading().textContent;
    if (isPaging) heading().focus();
    isPaging = false;
  });
  for (const failure of ["htmx:sendError", "htmx:responseError"]) {
    section.addEventListener(failure, () => {
      results().removeAttribute("aria-busy");
      offline.hidden = false;
    });
  }
};
