// A packet: its fields are places, each with the nodes that show it

function placesOf(packet) {
  const all = [];
  packet.layers.forEach((layer, at) => {
    const [layoutAt, offset, length, , , values] = layer;
    const layout = layouts[layoutAt];
    if (layout.fields.length === 0) {
      all.push({ layer: at, layout, bit: offset * 8, width: length * 8, nodes: [], main: null });
      return;
    }
    values.forEach((value, index) => {
      const [name, label, bit, width, meaning, source] = layout.fields[index];
      all.push({ layer: at, layout, name, label, value, meaning, source, bit: offset * 8 + bit, width, nodes: [], main: null });
    });
  });
  return all.sort((one, other) => one.bit - other.bit || one.width - other.width);
}
const firstOctet = (place) => Math.floor(place.bit / 8);
const endOctet = (place) => Math.ceil((place.bit + place.width) / 8);
function findingsAt(packet, place) {
  return (packet.findings ?? []).filter(([at, length, name]) => {
    if (at >= endOctet(place) || at + length <= firstOctet(place)) return false;
    const alike = places.filter((other) => other.name && at >= firstOctet(other) && at < endOctet(other));
    const named = alike.some((other) => name === `${other.layout.name}.${other.name}`);
    return !named || name === `${place.layout.name}.${place.name}`;
  });
}
function watch(node, place) {
  place.nodes.push(node);
  node.addEventListener("pointerenter", () => light(place));
  node.addEventListener("pointerleave", () => light(pinned));
  node.addEventListener("click", () => { pinned = place; light(place); });
}
function focusable(node, place, label) {
  place.main = node;
  node.tabIndex = places[0] === place ? 0 : -1;
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", label);
  node.addEventListener("focus", () => { pinned = place; light(place); });
}

function drawCell(grid, place, origin, wrong) {
  let row = Math.floor((place.bit - origin) / 32), bit = place.bit - origin;
  const end = bit + place.width, segments = [];
  while (bit < end) {
    const stop = Math.min(end, (Math.floor(bit / 32) + 1) * 32);
    segments.push({ row: row++, first: bit % 32, width: stop - bit });
    bit = stop;
  }
  const widest = segments.reduce((best, segment) => segment.width > best.width ? segment : best);
  segments.forEach((segment, index) => {
    const node = make("div", "cell");
    node.style.gridArea = `${segment.row + 1} / ${segment.first + 1} / span 1 / span ${segment.width}`;
    if (segment.width < 8) node.classList.add("tight");
    if (packets[shown].layers[place.layer][4]) node.classList.add("inner");
    const next = segments[index + 1];
    if (next && next.width > segment.first) {  // one cell with what is below it, up to where that ends
      node.classList.add("open");
      node.style.setProperty("--closed", `${(next.width - segment.first) / segment.width * 100}%`);
    }
    if (segments.length === 2 && segment !== widest && place.width <= 32) node.append(make("span", "", segment === segments[0] ? "→" : "←"));
    if (segment === widest) {
      const text = place.value.length * 0.62 > segment.width * 1.05 ? place.value.replace(/ \(.*\)$/, "") : place.value;
      node.append(make("span", "", place.label), make("b", "", text));
      if (wrong) node.classList.add("wrong");
      focusable(node, place, `${place.label}: ${place.value}`);
    }
    node.title = place.label;
    watch(node, place);
    grid.append(node);
  });
}
function drawLayer(packet, octets, at) {
  const [layoutAt, offset, length, depth] = packet.layers[at];
  const layout = layouts[layoutAt];
  const card = make("section", depth > 0 ? "layer deep" : "layer");
  card.style.setProperty("--tint", `var(--tint-${hueOf(packet, at)})`);
  card.style.setProperty("--mark", `var(--mark-${hueOf(packet, at)})`);
  const title = make("h3", "", layout.title);
  title.append(make("small", "", range(offset, length)));
  const purpose = make("p", "", sentence(layout.purpose));
  if (layout.source) purpose.append(" ", make("span", "source", `(${layout.source})`));
  card.append(title, purpose);
  const own = places.filter((place) => packet.layers[place.layer] && ownerOf(packet, place.layer) === at);
  const cells = own.filter((place) => place.name);
  if (cells.length > 0) {
    const ruler = make("div", "grid ruler");
    ruler.setAttribute("aria-hidden", "true");
    for (let bit = 0; bit < 32; ++bit) ruler.append(make("span", "", String(bit)));
    const grid = make("div", "grid");
    for (const place of cells) drawCell(grid, place, offset * 8, findingsAt(packet, place).length > 0);
    card.append(ruler, grid);
  }
  for (const place of own.filter((one) => !one.name)) {
    const some = [...octets.subarray(firstOctet(place), Math.min(endOctet(place), firstOctet(place) + 64))].map(hex).join(" ");
    const node = make("button", "run", `${place.layout.title}: ${some}${place.width / 8 > 64 ? " …" : ""}`);
    node.type = "button";
    focusable(node, place, `${place.layout.title}, ${place.width / 8} octets`);
    watch(node, place);
    card.append(node);
  }
  return card;
}
// A part (an option, a slot, its padding) is drawn with the header around it.
function ownerOf(packet, at) {
  const isPart = (layer) => layer[4];
  let owner = at;
  while (owner > 0 && isPart(packet.layers[owner])) --owner;
  return owner;
}
function hueOf(packet, at) {
  return packet.layers.slice(0, ownerOf(packet, at) + 1).filter((layer) => !layer[4]).length % 6;
}

function drawOctets(packet, octets, limit) {
  const dump = make("div", "dump");
  const count = Math.min(octets.length, limit);
  const owners = [];
  for (const place of places) {
    for (let octet = firstOctet(place); octet < endOctet(place); ++octet) (owners[octet] ??= []).push(place);
  }
  for (let line = 0; line < count; line += 8) {
    dump.append(make("span", "at", String(line)));
    let text = "";
    for (let octet = line; octet < line + 8; ++octet) {
      if (octet >= count) { dump.append(make("span")); continue; }
      dump.append(drawOctet(packet, octets[octet], owners[octet] ?? []));
      text += octets[octet] >= 0x20 && octets[octet] < 0x7f ? String.fromCharCode(octets[octet]) : "·";
    }
    dump.append(make("span", "text", text));
  }
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
  for (const place of owners) place.nodes.push(node);
  const meant = (event) => {
    const octet = firstOctet(owners[owners.length - 1]) * 8;
    const bit = Math.min(7, Math.floor(event.offsetX / node.clientWidth * 8));
    return owners.find((place) => (place.bit + place.width - octet - 1) % 8 >= bit || place === owners[owners.length - 1]);
  };
  node.addEventListener("pointermove", (event) => light(meant(event)));
  node.addEventListener("pointerleave", () => light(pinned));
  node.addEventListener("click", (event) => { pinned = meant(event); light(pinned); pinned.main?.focus({ preventScroll: true }); });
  return node;
}
