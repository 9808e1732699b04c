(() => {
  const address = document.currentScript.dataset.address;
  let known;
  const ask = async () => {
    try {
      const answer = await fetch(address, { cache: "no-store" });
      if (!answer.ok) return;
      const now = await answer.text();
      if (known !== undefined && now !== known) location.reload();
      known = now;
    } catch {
      // The server is being started anew.
    }
  };
  setInterval(ask, 1000);
  ask();
})();
