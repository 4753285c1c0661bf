// A packet's fields and runs as places, each with the nodes that show it, and the one that is lit.

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
      all.push({ layer: at, field: index, layout, name, label, value, meaning, source, bit: offset * 8 + bit, width, nodes: [], main: null });
    });
  });
  return all.sort((one, other) => one.bit - other.bit || one.width - other.width);
}
const firstOctet = (place) => Math.floor(place.bit / 8);
const endOctet = (place) => Math.ceil((place.bit + place.width) / 8);
const holds = (place, octet) => octet >= firstOctet(place) && octet < endOctet(place);

const findingsAt = (packet, place) => marksAt(packet.findings, place);
const changesAt = (packet, place) => marksAt(packet.changes, place);
function marksAt(marks, place) {
  return (marks ?? []).filter(([at, length, name]) => {
    if (at >= endOctet(place) || at + length <= firstOctet(place)) return false;
    const alike = places.filter((other) => other.name && holds(other, at));
    const named = alike.some((other) => name === `${other.layout.name}.${other.name}`);
    return !named || name === `${place.layout.name}.${place.name}`;
  });
}
// The place that a pointer points at.
function targetOf(packet, place) {
  const points = (packet.points ?? []).find(([layer, field]) => layer === place.layer && field === place.field);
  return points && places.find((other) => holds(other, points[2]));
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
  node.addEventListener("focus", () => {
    for (const other of places) if (other.main) other.main.tabIndex = other === place ? 0 : -1;
    pinned = place;
    light(place);
  });
}
function light(place) {
  if (lit) for (const node of lit.nodes) node.classList.remove("lit", "whole");
  for (const node of document.querySelectorAll(".aimed")) node.classList.remove("aimed");
  lit = place;
  if (!place) return showField(null);
  const octets = place.nodes.filter((node) => node.classList.contains("octet"));
  for (const node of place.nodes) node.classList.add("lit");
  octets.forEach((node, index) => {
    const start = (firstOctet(place) + index) * 8;
    const from = Math.max(0, place.bit - start), to = Math.min(8, place.bit + place.width - start);
    node.classList.toggle("whole", from === 0 && to === 8);
    node.style.setProperty("--from", `${from * 12.5}%`);
    node.style.setProperty("--to", `${to * 12.5}%`);
  });
  for (const node of targetOf(packets[shown], place)?.nodes ?? []) node.classList.add("aimed");
  showField(place);
  if (octets[0] && place.main === document.activeElement) revealIn(byId("side"), octets[0]);
}
// Scrolls the box, and nothing around it.
function revealIn(box, node) {
  const outer = box.getBoundingClientRect(), inner = node.getBoundingClientRect();
  if (box.scrollHeight <= box.clientHeight) return;
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top + inner.height;
  if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + inner.height;
}
