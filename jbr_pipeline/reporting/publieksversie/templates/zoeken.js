(() => {
  const veld = document.getElementById("zoekwoord");
  const gevonden = document.getElementById("gevonden");
  const groepen = [...document.querySelectorAll(".groep")];
  const regels = [...document.querySelectorAll(".regels li")];
  const plat = (tekst) => tekst.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const woorden = new Map(regels.map((regel) => [regel, plat(regel.textContent + " " + regel.dataset.woorden)]));
  const zoek = () => {
    const gevraagd = plat(veld.value).split(/\s+/).filter(Boolean);
    let aantal = 0;
    for (const regel of regels) {
      regel.hidden = !gevraagd.every((woord) => woorden.get(regel).includes(woord));
      aantal += !regel.hidden;
    }
    for (const groep of groepen) groep.hidden = !groep.querySelector("li:not([hidden])");
    gevonden.textContent = gevraagd.length === 0 ? "" : aantal === 0
      ? "Geen cijfer gevonden. Probeer een ander woord."
      : aantal + (aantal === 1 ? " cijfer gevonden" : " cijfers gevonden");
  };
  document.getElementById("zoek").hidden = false;
  veld.addEventListener("input", zoek);
  zoek();
})();
