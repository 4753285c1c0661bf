// The list of packets: only the rows in view are in the document.

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
