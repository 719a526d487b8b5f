// The page of a list knows whether it shows the one that this device keeps, and then what is changed here is kept too.
modules.shortlist = (page) => {
  const shown = page.dataset.codes.split(",").filter(Boolean);
  let kept;
  try {
    kept = (localStorage.daftar ?? "").split(",").filter(Boolean);
  } catch {
    return;
  }
  const keep = (codes) => {
    localStorage.daftar = kept = codes;
    dispatchEvent(new Event("storage"));
  };
  const isSame = () => String([...shown].sort()) === String([...kept].sort());

  if (!location.search && kept.length) {
    location.replace(`?k=${kept}`);
    return;
  }
  // The form on the own list has brought us here.
  if (sessionStorage.grown) keep(shown);
  delete sessionStorage.grown;

  const theirs = page.querySelector("#theirs");
  theirs.hidden = !shown.length || isSame();
  theirs.querySelector("button").addEventListener("click", () => {
    const joined = [...new Set([...kept, ...shown])];
    keep(joined.slice(0, 30));
    location.search = `?k=${joined}`;
  });
  for (const link of page.querySelectorAll("[data-remove]")) {
    link.addEventListener("click", () => {
      if (isSame()) keep(shown.filter((code) => code !== link.dataset.remove));
    });
  }
  page.querySelector("#add").addEventListener("submit", () => {
    if (isSame()) sessionStorage.grown = "yes";
  });

  const copy = page.querySelector("[data-copy]");
  if (!copy || !navigator.clipboard) return;
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.copy);
    copy.textContent = copy.dataset.done;
  });
};
