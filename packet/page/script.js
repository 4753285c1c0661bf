"use strict";
// Shows what the program dissected: nothing here knows a header or a field.
const data = JSON.parse(document.getElementById("data").textContent);
const { layouts, packets } = data;
const byId = (id) => document.getElementById(id);
const scroll = byId("scroll"), rows = byId("rows"), article = byId("packet"), fieldBox = byId("field");
const octetsBox = byId("octets"), search = byId("search");
const octetsAtFirst = 1024;
let shown = 0;          // index of the packet in view
let found = packets.map((_, index) => index);  // those that the search leaves
let places = [];        // the fields and runs of the packet in view, in the order of its octets
let lit = null;         // the place that is lit
let pinned = null;      // the one that stays so when the pointer leaves

// Elements of text alone: whatever a packet holds stays text.
function make(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}
function draw(tag, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}
function button(text, action, name) {
  const node = make("button", name, text);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}
const octetsOf = (packet) => Uint8Array.from(atob(packet.octets), (letter) => letter.charCodeAt(0));
const hex = (octet) => octet.toString(16).padStart(2, "0");
const range = (at, count) => count === 1 ? `octet ${at}` : `octets ${at}–${at + count - 1}`;
const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);
const span = (nanoseconds) => Math.abs(nanoseconds) >= 1e9 ? `${(nanoseconds / 1e9).toFixed(3)} s` : `${(nanoseconds / 1e6).toFixed(3)} ms`;

// The answers to each packet.
const answered = new Map();
packets.forEach((packet, index) => {
  if (packet.answers === undefined) return;
  if (!answered.has(packet.answers)) answered.set(packet.answers, []);
  answered.get(packet.answers).push(index);
});

// ---- The list of packets: only the rows in view are in the document.

const hosts = [];
for (const { from, to } of packets) {
  for (const host of [from, to]) if (host && hosts.length < 12 && !hosts.includes(host)) hosts.push(host);
}
const isSequence = () => document.body.classList.contains("sequence");
const columnOf = (host) => (hosts.indexOf(host) + 0.5) * scroll.clientWidth / Math.max(hosts.length, 1);

function rowHeight() {
  return 3.4 * parseFloat(getComputedStyle(document.documentElement).fontSize);
}
function drawArrow(row, packet, index) {
  const picture = draw("svg", { class: packet.error ? "error" : "", "aria-hidden": "true" });
  const height = rowHeight(), y = height * 0.68;
  for (const host of hosts) picture.append(draw("line", { class: "life", x1: columnOf(host), x2: columnOf(host), y1: 0, y2: height }));
  picture.append(draw("text", { class: "number", x: 6, y: height * 0.38 }, String(index + 1)));
  if (hosts.includes(packet.from) && hosts.includes(packet.to)) {
    const start = columnOf(packet.from), end = columnOf(packet.to), way = end < start ? -1 : 1;
    picture.append(draw("path", { class: "arrow", d: `M${start} ${y}H${end - 8 * way}` }));
    picture.append(draw("path", { class: "head", d: `M${end} ${y}l${-11 * way} -5v10z` }));
    picture.append(draw("text", { x: (start + end) / 2, y: y - 8 }, packet.headline));
  } else {
    picture.append(draw("text", { x: scroll.clientWidth / 2, y: y - 8 }, packet.headline));
  }
  row.append(picture);
}
function makeRow(place) {
  const index = found[place], packet = packets[index];
  const row = make("div", "row");
  row.id = `row-${index}`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", String(index === shown));
  row.setAttribute("aria-label", `Packet ${index + 1}: ${packet.headline}, ${packet.from ?? ""} to ${packet.to ?? ""}`);
  row.style.top = `${place * rowHeight()}px`;
  row.addEventListener("click", () => select(index));
  if (isSequence()) {
    drawArrow(row, packet, index);
    return row;
  }
  const head = make("div", "line");
  head.append(make("span", "number", String(index + 1)), make("span", "what", packet.headline));
  if (packet.findings) head.append(make("span", "flag", `! ${packet.findings.length}`));
  const tail = make("div", "line who");
  tail.append(make("span", "ends", packet.from ? `${packet.from} → ${packet.to}` : `${packet.length} octets`));
  if (packet.time !== undefined) tail.append(make("span", "time", span(packet.time)));
  row.append(head, tail);
  return row;
}
function drawRows() {
  const height = rowHeight();
  rows.style.height = `${found.length * height}px`;
  const first = Math.max(0, Math.floor(scroll.scrollTop / height) - 8);
  const last = Math.min(found.length, first + Math.ceil(scroll.clientHeight / height) + 16);
  const nodes = [];
  for (let place = first; place < last; ++place) nodes.push(makeRow(place));
  rows.replaceChildren(...nodes);
  byId("hosts").replaceChildren(...hosts.map((host) => {
    const label = make("span", "", host);
    label.style.left = `${columnOf(host)}px`;
    return label;
  }));
}
function reveal() {
  const height = rowHeight(), top = found.indexOf(shown) * height;
  if (top < scroll.scrollTop) scroll.scrollTop = top;
  if (top + height > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = top + height - scroll.clientHeight;
  scroll.setAttribute("aria-activedescendant", `row-${shown}`);
}
function select(index) {
  shown = index;
  history.replaceState(null, "", `#${index + 1}`);
  reveal();
  drawRows();
  showPacket();
}

// ---- Search

const words = new Map();
function wordsOf(index) {
  if (words.has(index)) return words.get(index);
  const packet = packets[index];
  const parts = [index + 1, packet.headline, packet.from, packet.to, packet.when];
  for (const layer of packet.layers) {
    const layout = layouts[layer[0]];
    parts.push(layout.name, layout.title);
    layer[5].forEach((value, at) => parts.push(`${layout.fields[at][0]}=${value}`, layout.fields[at][1]));
  }
  for (const finding of packet.findings ?? []) parts.push(finding[2], finding[3], finding[4]);
  const text = parts.join(" ").toLowerCase();
  words.set(index, text);
  return text;
}
function searchNow() {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  found = packets.map((_, index) => index).filter((index) => wanted.every((word) => wordsOf(index).includes(word)));
  byId("count").textContent = wanted.length ? `${found.length} of ${packets.length} packets` : packets.length === 1 ? "1 packet" : `${packets.length} packets`;
  scroll.scrollTop = 0;
  drawRows();
}

// ---- A packet: its fields are places, each with the nodes that show it

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

function light(place) {
  if (lit) for (const node of lit.nodes) node.classList.remove("lit", "whole");
  lit = place;
  if (!place) return showField(null);
  const owned = place.nodes.filter((node) => node.classList.contains("octet"));
  for (const node of place.nodes) node.classList.add("lit");
  owned.forEach((node, index) => {
    const start = (firstOctet(place) + index) * 8;
    const from = Math.max(0, place.bit - start), to = Math.min(8, place.bit + place.width - start);
    node.classList.toggle("whole", from === 0 && to === 8);
    node.style.setProperty("--from", `${from * 12.5}%`);
    node.style.setProperty("--to", `${to * 12.5}%`);
  });
  showField(place);
}
function drawBits(place, octets) {
  const box = make("div", "bits");
  box.setAttribute("aria-label", "bits");
  for (let octet = firstOctet(place); octet < endOctet(place); ++octet) {
    const group = make("span");
    for (let bit = 0; bit < 8; ++bit) {
      const on = octet * 8 + bit >= place.bit && octet * 8 + bit < place.bit + place.width;
      group.append(make("i", on ? "on" : "", String(octets[octet] >> (7 - bit) & 1)));
    }
    box.append(group);
  }
  return box;
}
function showField(place) {
  if (!place) return fieldBox.replaceChildren(make("p", "hint", "Point at a field or at an octet, or move through them with the arrow keys."));
  const packet = packets[shown], count = endOctet(place) - firstOctet(place);
  const bits = place.width === 1 ? "1 bit" : `${place.width} bits`;
  const nodes = [make("h3", "", place.label ?? place.layout.title)];
  if (place.name) nodes.push(make("div", "value", place.value));
  nodes.push(make("div", "name", `${place.layout.name}${place.name ? "." + place.name : ""} · ${bits} · ${range(firstOctet(place), count)}`));
  if (count <= 8) nodes.push(drawBits(place, octetsOf(packet)));
  const meaning = make("p", "", sentence(place.meaning ?? place.layout.purpose));
  const source = place.source ?? place.layout.source;
  if (source) meaning.append(" ", make("span", "source", `(${source})`));
  nodes.push(meaning);
  for (const [, , name, rule, by] of findingsAt(packet, place)) nodes.push(make("p", "rule", `! ${name} ${rule}${by ? ` (${by})` : ""}`));
  fieldBox.replaceChildren(...nodes);
}

function drawRoute(packet) {
  const list = make("ol", "route");
  packet.route.forEach(([address, role], at) => {
    const step = make("li", at === 0 || at === packet.route.length - 1 ? "end" : "");
    step.append(make("code", "", address), make("span", "", role));
    list.append(step);
  });
  return list;
}
function drawLinks(packet) {
  const box = make("div", "links");
  const go = (index, text) => box.append(button(text, () => select(index)));
  if (packet.answers !== undefined) {
    const later = packet.time === undefined ? "" : `, ${span(packet.time - packets[packet.answers].time)} before`;
    go(packet.answers, `${packet.error ? "← is about" : "← answers"} packet ${packet.answers + 1}${later}`);
  }
  for (const index of answered.get(shown) ?? []) {
    const later = packet.time === undefined ? "" : `, ${span(packets[index].time - packet.time)} later`;
    go(index, `→ ${packets[index].error ? "brought the error in" : "is answered by"} packet ${index + 1}${later}`);
  }
  return box;
}
function showPacket() {
  const packet = packets[shown], octets = octetsOf(packet);
  lit = pinned = null;
  places = placesOf(packet);
  const heading = make("h2", "", packet.headline);
  const about = make("p", "sub");
  if (packet.from) about.append(make("code", "", packet.from), " → ", make("code", "", packet.to), " · ");
  about.append(`${octets.length} octets`);
  if (packets.length > 1) about.append(` · packet ${shown + 1}`);
  if (packet.when) about.append(` · ${packet.when}`);
  const nodes = [heading, about, drawLinks(packet)];
  if (packet.route) nodes.push(drawRoute(packet));
  for (const [at, length, name, rule, source] of packet.findings ?? []) {
    const node = button("", () => { const place = places.find((one) => findingsAt(packet, one).some((f) => f[0] === at && f[3] === rule)); place?.main?.focus(); }, "finding");
    node.append(make("b", "", name), ` ${rule} `, make("span", "source", source ? `(${source})` : ""), ` · ${range(at, length)}`);
    nodes.push(node);
  }
  if (packet.stopped) nodes.push(make("p", "sub", `Reading stopped at octet ${packet.stopped[0]}: ${packet.stopped[1]}`));
  packet.layers.forEach((layer, at) => { if (ownerOf(packet, at) === at) nodes.push(drawLayer(packet, octets, at)); });
  article.replaceChildren(...nodes);
  article.scrollTop = 0;
  drawOctets(packet, octets, octetsAtFirst);
  light(null);
}

// ---- Keys, buttons, beginning

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
  };
  if (!Object.hasOwn(actions, event.key)) return;
  event.preventDefault();
  actions[event.key]();
});
function setTheme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").textContent = name === "dark" ? "Light" : "Dark";
}
function setView(sequence) {
  document.body.classList.toggle("sequence", sequence);
  byId("as-list").setAttribute("aria-pressed", String(!sequence));
  byId("as-sequence").setAttribute("aria-pressed", String(sequence));
  drawRows();
}
byId("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
byId("as-list").addEventListener("click", () => setView(false));
byId("as-sequence").addEventListener("click", () => setView(true));
scroll.addEventListener("scroll", drawRows, { passive: true });
search.addEventListener("input", searchNow);
window.addEventListener("resize", drawRows);

setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
document.body.classList.toggle("alone", packets.length === 1);
searchNow();
if (packets.length > 0) select(Math.min(packets.length, Math.max(1, parseInt(location.hash.slice(1), 10) || 1)) - 1);
else article.append(make("p", "sub", "No packets."));
