// The results of the catalogue: paging moves the focus to their heading, a failed request says that the signal is gone.
modules.results = (section) => {
  const offline = document.getElementById("offline");
  let isPaging = false;

  section.addEventListener("click", (event) => {
    isPaging = Boolean(event.target.closest(".pager a"));
  });
  document.body.addEventListener("htmx:beforeRequest", () => section.querySelector("#results")?.setAttribute("aria-busy", "true"));
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "results") return;
    offline.hidden = true;
    // A live region speaks only if it was there before the words: so it stands outside what is swapped.
    document.getElementById("announcement").textContent = section.querySelector("#results-heading").textContent;
    if (isPaging) section.querySelector("#results-heading")?.focus();
    isPaging = false;
  });
  for (const failure of ["htmx:sendError", "htmx:responseError"]) {
    document.body.addEventListener(failure, () => {
      section.querySelector("#results")?.removeAttribute("aria-busy");
      offline.hidden = false;
    });
  }
};
