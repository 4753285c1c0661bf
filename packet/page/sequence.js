// The packets as a sequence diagram: who said what, when, and how far away.

// Hosts from left to right: who asks, the routers by their distance, others, and who is asked.
const mostHosts = 12;
const distances = new Map();  // hops, by address
const askers = new Set(), asked = new Set();
for (const packet of packets) {
  if (packet.hop !== undefined) distances.set(packet.from, Math.min(packet.hop, distances.get(packet.from) ?? Infinity));
  if (packet.answers === undefined) continue;
  askers.add(packets[packet.answers].from);
  asked.add(packets[packet.answers].to);
}
function rankOf(host) {
  if (askers.has(host)) return 0;
  if (asked.has(host)) return 1000;
  return distances.get(host) ?? 500;
}
function firstHosts() {
  const seen = new Set();
  for (const { from, to } of packets) {
    for (const host of [from, to]) if (host && seen.size < mostHosts) seen.add(host);
  }
  return [...seen].sort((one, other) => rankOf(one) - rankOf(other));
}
const hosts = firstHosts();
const marginWidth = () => 5.2 * letterSize();
const columnWidth = () => (scroll.clientWidth - marginWidth()) / Math.max(hosts.length, 1);
const columnOf = (host) => marginWidth() + (hosts.indexOf(host) + 0.5) * columnWidth();

function describeHost(host) {
  if (distances.has(host)) return `hop ${distances.get(host)}`;
  return askers.has(host) ? "asks" : asked.has(host) ? "is asked" : "";
}
function drawHosts() {
  const box = byId("hosts"), widest = Math.max(...hosts.map((host) => host.length), 1);
  box.classList.toggle("slanted", widest * 0.52 * letterSize() > columnWidth());
  box.replaceChildren(...hosts.map((host) => {
    const label = make("span", "", host);
    label.title = host;
    label.style.left = `${columnOf(host)}px`;
    label.append(make("small", "", describeHost(host)));
    return label;
  }));
}
// A request that a router ended goes no further than that router.
function endOf(packet, index) {
  const error = (answered.get(index) ?? []).map((at) => packets[at]).find((answer) => answer.error && answer.from !== packet.to);
  return error && hosts.includes(error.from) ? error.from : packet.to;
}
// The headline whole where the arrow is about as long, else its beginning.
function drawLabel(picture, packet, middle, y, length) {
  const distance = packet.hop !== undefined ? ` · hop ${packet.hop}` : packet.ttl !== undefined ? ` · ttl ${packet.ttl}` : "";
  const letter = 0.4 * letterSize(), most = Math.floor(1.3 * length / letter) - distance.length;
  const said = packet.headline.length > most ? packet.headline.replace(/,.*$/, "") : packet.headline;
  const text = said + distance, half = text.length * letter / 2;
  const x = Math.min(Math.max(middle, marginWidth() + half), scroll.clientWidth - half - 12);
  picture.append(draw("text", { class: "said", x, y }, text));
}
function drawArrow(packet, index) {
  const picture = draw("svg", { class: packet.error ? "error" : "", "aria-hidden": "true" });
  const height = rowHeight(), y = height * 0.7, known = hosts.includes(packet.from) && hosts.includes(packet.to);
  for (const host of hosts) picture.append(draw("line", { class: "life", x1: columnOf(host), x2: columnOf(host), y1: 0, y2: height }));
  picture.append(draw("text", { class: "number", x: 16, y: height * 0.42 }, String(index + 1)));
  if (packet.time !== undefined) picture.append(draw("text", { class: "number", x: 16, y: height * 0.75 }, span(packet.time)));
  if (!known || packet.from === packet.to) {
    drawLabel(picture, packet, known ? columnOf(packet.from) : scroll.clientWidth / 2, y - 9, scroll.clientWidth);
    if (known) picture.append(draw("circle", { class: "head", cx: columnOf(packet.from), cy: y, r: 5 }));
    return picture;
  }
  const start = columnOf(packet.from), last = columnOf(packet.to), end = columnOf(endOf(packet, index)), way = end < start ? -1 : 1;
  if (end !== last) picture.append(draw("path", { class: "unreached", d: `M${end} ${y}H${last}` }));
  picture.append(draw("circle", { class: "head", cx: start, cy: y, r: 4 }));
  picture.append(draw("path", { class: "arrow", d: `M${start} ${y}H${end - 8 * way}` }));
  picture.append(draw("path", { class: "head", d: `M${end} ${y}l${-12 * way} -6v12z` }));
  if (packet.findings) picture.append(draw("text", { class: "flag", x: 16 + 1.9 * letterSize(), y: height * 0.42 }, `! ${packet.findings.length}`));
  drawLabel(picture, packet, (start + end) / 2, y - 9, Math.abs(end - start));
  return picture;
}
