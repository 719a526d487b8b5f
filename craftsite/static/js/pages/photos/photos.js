// Photographs of a listing: sent one by one, and once more by themselves when the signal is back. They wait in memory:
// a tab that is closed loses those that have not arrived, so it asks first.
modules.photos = (root) => {
  const MOST_WAIT_S = 60, PASSING = [0, 429, 502, 503, 504];
  const words = root.dataset;
  const jobs = [];
  const status = root.querySelector("[role=status]");
  const block = () => root.querySelector("#photos");
  const room = () => Number(words.most) - Number(block().dataset.count) - jobs.length;
  let isSending = false;

  const place = () => {
    const add = block().querySelector(".add");
    add.before(...jobs.map((job) => job.tile));
    add.hidden = room() < 1;
    add.querySelector("input").multiple = true;
    const { count, words: done } = block().dataset;
    const told = [jobs.length && count === "0" ? "" : done, jobs.length ? words.more.replace("9", jobs.length) : ""];
    root.closest("details").querySelector("summary .muted").textContent = told.filter(Boolean).join(", ");
  };
  const show = (job, state, text, percent = 0) => {
    job.tile.className = state;
    job.tile.querySelector(".caption").textContent = text;
    job.tile.querySelector("progress").value = percent;
  };
  const drop = (job) => {
    jobs.splice(jobs.indexOf(job), 1);
    job.tile.remove();
    place();
  };
  const begin = (file) => {
    const tile = root.querySelector("template").content.firstElementChild.cloneNode(true);
    const job = { file, tile, at: 0, tries: 0 };
    const [again, cancel] = tile.querySelectorAll("button");
    again.addEventListener("click", () => pump((job.at = 0)));
    cancel.addEventListener("click", () => drop(job));
    jobs.push(job);
    show(job, "sending", words.waiting);
  };
  const arrived = (job, html) => {
    const written = [...block().querySelectorAll("input[name^=keterangan_]")].map((field) => [field.name, field.value]);
    const isOpen = block().querySelector("details")?.open;
    drop(job);
    htmx.swap("#photos", html, { swapStyle: "outerHTML" });
    for (const [name, text] of written) block().querySelector(`[name=${name}]`)?.setAttribute("value", text);
    if (isOpen) block().querySelector("details").open = true;
    status.textContent = words.sent.replace("9", block().dataset.count);
  };
  const later = (job, seconds) => {
    job.tries += 1;
    const wait_s = Math.max(seconds, Math.min(MOST_WAIT_S, 2 ** job.tries));
    job.at = Date.now() + wait_s * 1000;
    setTimeout(pump, wait_s * 1000 + 50);
    show(job, "sending waiting", words.waiting);
    status.textContent = words.offline;
  };
  const refused = (job, html) => {
    const told = new DOMParser().parseFromString(html, "text/html").querySelector("#foto-error");
    job.at = Infinity;
    show(job, "refused", told?.textContent.trim() || words.failed);
    status.textContent = told?.textContent.trim() || words.failed;
  };
  const pump = async () => {
    const job = jobs.find((each) => each.at <= Date.now());
    if (isSending || !job) return;
    isSending = true;
    job.body ??= await shrunk(job.file, job.tile.querySelector("canvas"));
    const token = document.querySelector("#editor [name=csrf_token]").value;
    const answer = await sent(words.url, token, job.body, (percent) => show(job, "sending", `${percent}%`, percent));
    isSending = false;
    if (answer.status === 200) arrived(job, answer.responseText);
    else if (PASSING.includes(answer.status)) later(job, Number(answer.getResponseHeader("Retry-After")));
    else refused(job, answer.responseText);
    pump();
  };

  root.addEventListener("change", (event) => {
    if (event.target.type !== "file") return;
    // What is typed is saved when it changes; a photograph goes its own way.
    event.stopPropagation();
    const files = [...event.target.files];
    status.textContent = files.length > room() ? words.full : "";
    files.slice(0, room()).forEach(begin);
    event.target.value = "";
    place();
    pump();
  });
  addEventListener("online", () => {
    for (const job of jobs) if (job.at < Infinity) job.at = 0;
    pump();
  });
  addEventListener("beforeunload", (event) => {
    if (jobs.some((job) => job.at < Infinity)) event.preventDefault();
  });
  new MutationObserver(place).observe(root, { childList: true });
  root.classList.add("ready");
  place();
};
