// Sharing uses the phone's own sheet where it has one; elsewhere the link to WhatsApp stays what it is.
modules.share = (link) => {
  if (!navigator.share) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    navigator.share({ title: document.title, url: link.dataset.url }).catch((reason) => {
      if (reason.name !== "AbortError") location.href = link.href;
    });
  });
};
