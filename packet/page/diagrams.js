// Headers drawn as cells, 32 bits a row, and the packet's layers as a bar.

// Pieces of a place, one a row; `origin` is the first bit of the grid.
function segmentsOf(place, origin) {
  const segments = [];
  for (let bit = place.bit - origin; bit < place.bit - origin + place.width;) {
    const stop = Math.min(place.bit - origin + place.width, (Math.floor(bit / 32) + 1) * 32);
    segments.push({ row: Math.floor(bit / 32), first: bit % 32, width: stop - bit });
    bit = stop;
  }
  return segments;
}
function drawCell(grid, place, origin, wrong, changed) {
  const segments = segmentsOf(place, origin);
  const widest = segments.reduce((best, segment) => segment.width > best.width ? segment : best);
  segments.forEach((segment, index) => {
    const node = make("div", "cell");
    node.style.gridArea = `${segment.row + 1} / ${segment.first + 1} / span 1 / span ${segment.width}`;
    node.classList.toggle("tight", segment.width < 8);
    node.classList.toggle("inner", Boolean(packets[shown].layers[place.layer][4]));
    const next = segments[index + 1];
    if (next && next.width > segment.first) {  // one cell with what is below it, up to where that ends
      node.classList.add("open");
      node.style.setProperty("--closed", `${(next.width - segment.first) / segment.width * 100}%`);
    }
    if (segments.length === 2 && segment !== widest && place.width <= 32) node.append(make("span", "", segment === segments[0] ? "→" : "←"));
    if (segment === widest) {
      const text = place.value.length * 0.62 > segment.width * 1.05 ? place.value.replace(/ \(.*\)$/, "") : place.value;
      node.append(make("span", "", place.label), make("b", "", text));
      node.classList.toggle("wrong", wrong);
      node.classList.toggle("changed", changed);
      focusable(node, place, `${place.label}: ${place.value}`);
    }
    node.title = `${place.label}: ${place.value}`;
    watch(node, place);
    grid.append(node);
  });
}
function drawGrid(packet, cells, origin) {
  const ruler = make("div", "grid ruler"), grid = make("div", "grid");
  ruler.setAttribute("aria-hidden", "true");
  for (let bit = 0; bit < 32; ++bit) ruler.append(make("span", "", String(bit)));
  for (const place of cells) drawCell(grid, place, origin, findingsAt(packet, place).length > 0, changesAt(packet, place).length > 0);
  return [ruler, grid];
}
function drawRun(place, octets) {
  const most = 64;
  const some = [...octets.subarray(firstOctet(place), Math.min(endOctet(place), firstOctet(place) + most))].map(hex).join(" ");
  const node = make("button", "run");
  node.type = "button";
  node.append(make("span", "", `${place.layout.title}, ${place.width === 8 ? "1 octet" : `${place.width / 8} octets`}`),
              make("b", "", `${some}${place.width / 8 > most ? " …" : ""}`));
  focusable(node, place, `${place.layout.title}, ${place.width / 8} octets`);
  watch(node, place);
  return node;
}
function drawLayer(packet, octets, at) {
  const [layoutAt, offset, length, depth] = packet.layers[at];
  const layout = layouts[layoutAt];
  const card = make("section", depth > 0 ? "layer deep" : "layer");
  card.id = `layer-${at}`;
  card.setAttribute("aria-label", layout.title);
  colour(card, packet, at);
  const title = make("h3", "", layout.title);
  title.append(make("small", "", range(offset, length)));
  const purpose = make("p", "", sentence(layout.purpose));
  if (layout.source) purpose.append(" ", make("span", "source", `(${layout.source})`));
  card.append(title, purpose);
  const own = places.filter((place) => ownerOf(packet, place.layer) === at);
  const cells = own.filter((place) => place.name);
  if (cells.length > 0) card.append(...drawGrid(packet, cells, offset * 8));
  card.append(...own.filter((place) => !place.name).map((place) => drawRun(place, octets)));
  return card;
}
// A part (an option, a slot, its padding) is drawn with the header around it.
function ownerOf(packet, at) {
  let owner = at;
  while (owner > 0 && packet.layers[owner][4]) --owner;
  return owner;
}
function hueOf(packet, at) {
  return packet.layers.slice(0, ownerOf(packet, at) + 1).filter((layer) => !layer[4]).length % 6;
}
function colour(node, packet, at) {
  node.style.setProperty("--tint", `var(--tint-${hueOf(packet, at)})`);
  node.style.setProperty("--mark", `var(--mark-${hueOf(packet, at)})`);
}
// The whole packet at one glance: its layers by their length, what is quoted beneath the error that quotes it.
function drawBar(packet) {
  const bar = make("nav", "whole-packet"), depths = new Map();
  bar.setAttribute("aria-label", "Layers");
  packet.layers.forEach(([layoutAt, offset, length, depth, part], at) => {
    if (part || length === 0) return;
    if (!depths.has(depth)) depths.set(depth, { node: make("div", "lane"), end: 0 });
    const lane = depths.get(depth), block = button(layouts[layoutAt].title, () => byId(`layer-${at}`).scrollIntoView({ block: "start" }));
    if (offset > lane.end) lane.node.append(gap(offset - lane.end));
    lane.end = offset + length;
    block.style.flexGrow = length;
    block.title = `${layouts[layoutAt].title}, ${range(offset, length)}`;
    colour(block, packet, at);
    lane.node.append(block);
  });
  for (const lane of depths.values()) {
    if (lane.end < packet.length) lane.node.append(gap(packet.length - lane.end));
    bar.append(lane.node);
  }
  return bar;
}
function gap(octets) {
  const node = make("i");
  node.style.flexGrow = octets;
  return node;
}
