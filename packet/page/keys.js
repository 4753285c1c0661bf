// Keys, buttons, beginning

function step(by) {
  const at = lit ? places.indexOf(lit) : by > 0 ? -1 : places.length;
  const next = places[Math.min(places.length - 1, Math.max(0, at + by))];
  next?.main?.focus();
}
function stepPacket(by) {
  const next = found[Math.min(found.length - 1, Math.max(0, found.indexOf(shown) + by))];
  if (next !== undefined) select(next);
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === search) {
    if (event.key === "Escape") { search.value = ""; searchNow(); search.blur(); }
    if (event.key === "Enter" && found.length > 0) select(found[0]);
    return;
  }
  const inList = event.target === scroll;
  const actions = {
    "/": () => search.focus(),
    Escape: () => { pinned = null; document.activeElement?.blur(); light(null); },
    ArrowRight: () => step(1), ArrowLeft: () => step(-1),
    ArrowDown: () => inList ? stepPacket(1) : step(1), ArrowUp: () => inList ? stepPacket(-1) : step(-1),
    n: () => stepPacket(1), p: () => stepPacket(-1),
    ...(inList ? { Home: () => stepPacket(-found.length), End: () => stepPacket(found.length) } : {}),
  };
  if (!Object.hasOwn(actions, event.key)) return;
  event.preventDefault();
  actions[event.key]();
});

const darkIsPreferred = matchMedia("(prefers-color-scheme: dark)");
function setTheme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").textContent = name === "dark" ? "Light" : "Dark";
}
const followSystem = () => setTheme(darkIsPreferred.matches ? "dark" : "light");
byId("theme").addEventListener("click", () => {
  darkIsPreferred.removeEventListener("change", followSystem);
  setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
});
darkIsPreferred.addEventListener("change", followSystem);

function redraw() {
  drawRows();
  const route = article.querySelector(".route");
  if (route) placeSteps(route, [...route.children]);
  if (packets.length > 0) drawPointers(packets[shown]);
}
function setView(sequence) {
  document.body.classList.toggle("sequence", sequence);
  byId("as-list").setAttribute("aria-pressed", String(!sequence));
  byId("as-sequence").setAttribute("aria-pressed", String(sequence));
  redraw();
  reveal();
}
byId("as-list").addEventListener("click", () => setView(false));
byId("as-sequence").addEventListener("click", () => setView(true));
scroll.addEventListener("scroll", drawRows, { passive: true });
search.addEventListener("input", searchNow);
window.addEventListener("resize", redraw);

followSystem();
document.body.classList.toggle("alone", packets.length === 1);
searchNow();
if (packets.length > 0) select(Math.min(packets.length, Math.max(1, parseInt(location.hash.slice(1), 10) || 1)) - 1);
else article.append(make("p", "sub", "No packets."));
