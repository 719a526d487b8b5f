// In the list of works: which of them have something on this phone that has not arrived at the site.
modules.unsent_drafts = (list) => {
  for (const row of list.querySelectorAll("[data-key]")) {
    const { key, arrived } = row.dataset;
    const copy = readCopy(key);
    if (copy && copy.mark === arrived) dropCopy(key);
    else if (copy) row.querySelector("[data-unsent]").hidden = false;
  }
};
