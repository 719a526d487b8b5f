// What was typed into an editor and has not reached the site is kept on the phone: one copy for each account and
// listing, for a week. Nobody else who signs in on the phone is shown it, and signing out erases it.
const COPY = "draf:", COPY_LIVES_MS = 7 * 86_400_000;

// A browser that keeps nothing throws, and a full one does too: then there is no copy.
function quietly(deed) {
  try {
    return deed() ?? null;
  } catch {
    return null;
  }
}

const readCopy = (key) => quietly(() => JSON.parse(localStorage.getItem(COPY + key)));
const dropCopy = (key) => quietly(() => localStorage.removeItem(COPY + key));
// Whether it is kept.
const writeCopy = (key, copy) => quietly(() => localStorage.setItem(COPY + key, JSON.stringify(copy)) ?? true);

function copyKeys() {
  const names = quietly(() => Object.keys(localStorage)) ?? [];
  return names.filter((name) => name.startsWith(COPY)).map((name) => name.slice(COPY.length));
}

for (const key of copyKeys()) {
  if (!(Date.now() - readCopy(key)?.at < COPY_LIVES_MS)) dropCopy(key);
}
