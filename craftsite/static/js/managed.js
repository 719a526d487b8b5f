// A room or a desk was opened on this device: what it opens of the site is not counted for a month.
modules.managed = () => {
  try {
    localStorage.managed = Date.now();
  } catch {
    // Then its own visits count.
  }
};
