// The octets, each with the fields that it belongs to: by pointer, and by keys as a grid of eight columns.

const octetsAtFirst = 1024, octetsALine = 8;

function drawOctets(packet, octets, limit) {
  const dump = make("div", "dump");
  const count = Math.min(octets.length, limit);
  const owners = [];
  for (const place of places) {
    for (let octet = firstOctet(place); octet < endOctet(place); ++octet) (owners[octet] ??= []).push(place);
  }
  for (let line = 0; line < count; line += octetsALine) {
    dump.append(make("span", "at", String(line)));
    let text = "";
    for (let octet = line; octet < line + octetsALine; ++octet) {
      if (octet >= count) { dump.append(make("span")); continue; }
      dump.append(drawOctet(packet, octets[octet], owners[octet] ?? []));
      text += octets[octet] >= 0x20 && octets[octet] < 0x7f ? String.fromCharCode(octets[octet]) : "·";
    }
    dump.append(make("span", "text", text));
  }
  moveByKeys(dump, owners.slice(0, count));
  octetsBox.replaceChildren(dump);
  if (count < octets.length) {
    octetsBox.append(button(`All ${octets.length} octets`, () => { drawOctets(packet, octets, Infinity); light(lit); }, "more"));
  }
}
// Several fields may share an octet: the pointer's place says which is meant.
function drawOctet(packet, value, owners) {
  const node = make("span", "octet", hex(value));
  if (owners.length === 0) return node;
  node.style.setProperty("--tint", `var(--tint-${hueOf(packet, owners[0].layer)})`);
  if (owners.some((place) => findingsAt(packet, place).length > 0)) node.classList.add("wrong");
  if (owners.some((place) => changesAt(packet, place).length > 0)) node.classList.add("changed");
  for (const place of owners) place.nodes.push(node);
  const meant = (event) => {
    const octet = firstOctet(owners[owners.length - 1]) * 8;
    const bit = Math.min(7, Math.floor(event.offsetX / node.clientWidth * 8));
    return owners.find((place) => (place.bit + place.width - octet - 1) % 8 >= bit || place === owners[owners.length - 1]);
  };
  node.addEventListener("pointermove", (event) => light(meant(event)));
  node.addEventListener("pointerleave", () => light(pinned));
  node.addEventListener("click", (event) => { pinned = meant(event); light(pinned); pinned.main?.focus(); });
  return node;
}
// Left and right go from field to field, also within an octet; up and down by a line of octets.
function moveByKeys(dump, owners) {
  const stops = owners.flatMap((all, octet) => (all ?? []).map((place) => ({ octet, place })));
  let here = -1;
  const go = (to) => {
    here = Math.min(stops.length - 1, Math.max(0, to));
    if (stops.length === 0) return;
    pinned = stops[here].place;
    light(pinned);
    revealIn(byId("side"), dump.querySelectorAll(".octet")[stops[here].octet]);
  };
  const byLine = (lines) => {
    const octet = (stops[here]?.octet ?? 0) + lines * octetsALine;
    const to = stops.findIndex((stop) => stop.octet >= octet);
    go(to < 0 ? stops.length - 1 : to);
  };
  dump.tabIndex = 0;
  dump.setAttribute("role", "group");
  dump.setAttribute("aria-label", "Octets; the arrow keys go from one to the next and tell its field");
  const actions = {
    ArrowRight: () => go(here + 1), ArrowLeft: () => go(here - 1), ArrowDown: () => byLine(here < 0 ? 0 : 1), ArrowUp: () => byLine(-1),
    Home: () => go(0), End: () => go(stops.length - 1), Enter: () => stops[here]?.place.main?.focus(),
  };
  dump.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    actions[event.key]();
  });
}
