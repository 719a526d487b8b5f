// While somebody fills a form in, their browser solves what keeps machines away; without a solution it is read first.
modules.proof = (field) => {
  const LONGEST_WAIT = 5_000;
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const solve = async (challenge) => {
    const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
    const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
    const tries = new DataView(password.buffer, password.length - 4);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
    for (let counter = 0; ; counter++) {
      tries.setUint32(0, counter);
      const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
      const derivedKey = hex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
      if (derivedKey.startsWith(keyPrefix)) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
    }
  };

  let solving;
  let isOver = false;
  const begin = () => {
    solving ??= solve(JSON.parse(field.dataset.challenge)).then(
      (solution) => (field.value = solution),
      () => {},
    );
    return solving;
  };
  const wait = () => new Promise((resume) => setTimeout(resume, LONGEST_WAIT));

  field.form.addEventListener("focusin", begin, { once: true });
  // Whoever is quicker than their browser waits a moment, and is not kept when it cannot.
  field.form.addEventListener("submit", async (event) => {
    if (field.value || isOver) return;
    event.preventDefault();
    await Promise.race([begin(), wait()]);
    isOver = true;
    field.form.requestSubmit(event.submitter);
  });
};
