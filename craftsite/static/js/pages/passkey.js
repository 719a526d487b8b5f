// A form that a fingerprint answers. A browser that cannot ask for one keeps the form away, and shows what else there is.
modules.passkey = (part) => {
  if (!window.PublicKeyCredential) return;
  const form = part.querySelector("form");
  const button = form.querySelector("button");
  const complaint = form.querySelector("[role=alert]");
  const started = Date.now();
  part.querySelector(".note")?.remove();
  form.hidden = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    complaint.hidden = true;
    try {
      const ask = await current();
      form.elements.jawaban.value = await answer(JSON.parse(ask.dataset.options));
      form.elements.langkah.value = ask.querySelector("[name=langkah]").value;
      chooseHowLong();
      form.submit();
    } catch (fault) {
      complaint.textContent = fault.name === "InvalidStateError" ? part.dataset.known : part.dataset.failed;
      complaint.hidden = false;
    } finally {
      button.disabled = false;
    }
  });

  // What is asked lives five minutes, and a page at the door may stay open longer.
  async function current() {
    if (!part.dataset.fresh || Date.now() - started < 240_000) return part;
    const page = new DOMParser().parseFromString(await (await fetch(part.dataset.fresh)).text(), "text/html");
    return page.querySelector("[data-module=passkey]") ?? part;
  }

  // The box that says whether the device is one's own stands in the form of the password.
  function chooseHowLong() {
    const box = document.getElementById("tetap_masuk");
    if (box && !box.checked) form.elements.tetap_masuk?.remove();
  }
};

async function answer(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const key of options.excludeCredentials ?? []) key.id = bytes(key.id);
  const made = await navigator.credentials[options.user ? "create" : "get"]({ publicKey: options });
  const response = { transports: made.response.getTransports?.() };
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = text(made.response[name]);
  }
  return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
}

function bytes(coded) {
  const plain = atob(coded.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
