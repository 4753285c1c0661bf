// The place that is lit, and the packet around it.
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
