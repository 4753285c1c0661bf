// The list of packets: only the rows in view are in the document.

const isSequence = () => document.body.classList.contains("sequence");
const rowHeight = () => 3.4 * letterSize();

function makeRow(place) {
  const index = found[place], packet = packets[index];
  const row = make("div", "row");
  row.id = `row-${index}`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", String(index === shown));
  row.setAttribute("aria-posinset", String(place + 1));
  row.setAttribute("aria-setsize", String(found.length));
  row.setAttribute("aria-label", `Packet ${index + 1}: ${packet.headline}, ${packet.from ?? ""} to ${packet.to ?? ""}`);
  row.style.top = `${place * rowHeight()}px`;
  row.classList.toggle("linked", isLinked(index, shown));
  row.addEventListener("click", () => select(index));
  row.append(...(isSequence() ? [drawArrow(packet, index)] : linesOf(packet, index)));
  return row;
}
function linesOf(packet, index) {
  const head = make("div", "line"), tail = make("div", "line who");
  head.append(make("span", "number", String(index + 1)), make("span", packet.error ? "what bad" : "what", packet.headline));
  if (packet.findings) head.append(make("span", "flag", `! ${packet.findings.length}`));
  tail.append(make("span", "ends", packet.from ? `${packet.from} → ${packet.to}` : `${packet.length} octets`));
  if (packet.answers !== undefined) tail.append(make("span", "link", `↰ ${packet.answers + 1}`));
  if (packet.time !== undefined) tail.append(make("span", "time", span(packet.time)));
  return [head, tail];
}
function drawRows() {
  const height = rowHeight();
  rows.style.height = `${found.length * height}px`;
  const first = Math.max(0, Math.floor(scroll.scrollTop / height) - 8);
  const last = Math.min(found.length, first + Math.ceil(scroll.clientHeight / height) + 16);
  const nodes = [];
  for (let place = first; place < last; ++place) nodes.push(makeRow(place));
  if (found.length === 0) nodes.push(make("p", "nothing", packets.length === 0 ? "No packets." : "No packet has that."));
  rows.replaceChildren(...nodes);
  if (isSequence()) drawHosts();
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
    layer[5].forEach((value, at) => parts.push(`${layout.name}.${layout.fields[at][0]}=${value}`, layout.fields[at][1]));
  }
  for (const finding of packet.findings ?? []) parts.push(finding[2], finding[3], finding[4]);
  for (const said of packet.says ?? []) parts.push(...said);
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
