// The link to the other language keeps filters that were chosen without loading the page anew.
modules.language_link = (link) => {
  link.addEventListener("click", () => {
    link.search = location.search;
  });
};
