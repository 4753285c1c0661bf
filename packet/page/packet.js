// One packet: what it is, its links, its layers; and the field that is lit, in words.

function drawBits(place, octets) {
  const box = make("div", "bits");
  box.setAttribute("role", "img");
  let text = "";
  for (let octet = firstOctet(place); octet < endOctet(place); ++octet) {
    const group = make("span");
    for (let bit = 0; bit < 8; ++bit) {
      const on = octet * 8 + bit >= place.bit && octet * 8 + bit < place.bit + place.width;
      const digit = String(octets[octet] >> (7 - bit) & 1);
      group.append(make("i", on ? "on" : "", digit));
      if (on) text += digit;
    }
    box.append(group);
  }
  box.setAttribute("aria-label", `bits ${text}`);
  return box;
}
function drawHint() {
  const box = make("div", "hint");
  box.append(make("p", "", "Point at a field, or at an octet."));
  const keys = make("dl");
  const alone = packets.length === 1;
  for (const [key, does] of [["← →", "from field to field"], ...(alone ? [] : [["n p", "next packet, previous one"], ["/", "search"]]), ["Esc", "let go"]]) {
    const term = make("dt");
    term.append(...key.split(" ").map((name) => make("kbd", "", name)));
    keys.append(term, make("dd", "", does));
  }
  box.append(keys);
  return box;
}
function showField(place) {
  if (!place) return fieldBox.replaceChildren(drawHint());
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
  const target = targetOf(packet, place);
  if (target) nodes.push(make("p", "aim", `→ points at ${range(firstOctet(target), endOctet(target) - firstOctet(target))}: ${target.label ?? target.layout.title}${target.value ? ` ${target.value}` : ""}`));
  for (const [, , name, rule, by] of findingsAt(packet, place)) nodes.push(make("p", "rule", `! ${name} ${rule}${by ? ` (${by})` : ""}`));
  for (const [, , , note] of changesAt(packet, place)) nodes.push(make("p", "note", `≠ ${note}`));
  fieldBox.replaceChildren(...nodes);
}

function drawLinks(packet) {
  const box = make("div", "links");
  const go = (index, text) => box.append(button(text, () => select(index)));
  const apart = (one, other, word) => one.time === undefined ? "" : `, ${span(other.time - one.time)} ${word}`;
  if (packet.answers !== undefined) {
    const request = packets[packet.answers];
    go(packet.answers, `← ${packet.error ? "is about" : "answers"} packet ${packet.answers + 1}${apart(request, packet, "before")}`);
  }
  for (const index of answered.get(shown) ?? []) {
    const answer = packets[index];
    go(index, `→ ${answer.error ? "brought the error in" : "is answered by"} packet ${index + 1}${apart(packet, answer, "later")}`);
  }
  return box;
}
function drawAbout(packet) {
  const about = make("p", "sub");
  if (packet.from) about.append(make("code", "", packet.from), " → ", make("code", "", packet.to), " · ");
  about.append(packet.length === 1 ? "1 octet" : `${packet.length} octets`);
  if (packets.length > 1) about.append(` · packet ${shown + 1}`);
  if (packet.when) about.append(" · ", make("span", "when", packet.when));
  return about;
}
function drawFinding(packet, [at, length, name, rule, source]) {
  const go = () => places.find((one) => findingsAt(packet, one).some((finding) => finding[0] === at && finding[3] === rule))?.main?.focus();
  const node = button("", go, "finding");
  node.append(make("b", "", name), ` ${rule} `, make("span", "source", source ? `(${source})` : ""), ` · ${range(at, length)}`);
  return node;
}
function drawSays(packet) {
  const list = make("dl", "says");
  for (const [subject, ...lines] of packet.says) {
    list.append(make("dt", "", subject), ...lines.map((line) => make("dd", "", line)));
  }
  return list;
}
function showPacket() {
  const packet = packets[shown], octets = octetsOf(packet);
  lit = pinned = null;
  places = placesOf(packet);
  const nodes = [make("h2", "", packet.headline), drawAbout(packet), drawLinks(packet)];
  if (packet.layers.length > 1) nodes.push(drawBar(packet));
  if (packet.route) nodes.push(drawRoute(packet));
  if (packet.says) nodes.push(drawSays(packet));
  nodes.push(...(packet.findings ?? []).map((finding) => drawFinding(packet, finding)));
  if (packet.stopped) nodes.push(make("p", "sub", `Reading stopped at octet ${packet.stopped[0]}: ${packet.stopped[1]}`));
  packet.layers.forEach((_, at) => { if (ownerOf(packet, at) === at) nodes.push(drawLayer(packet, octets, at)); });
  article.replaceChildren(...nodes);
  article.scrollTop = 0;
  drawOctets(packet, octets, octetsAtFirst);
  drawPointers(packet);
  light(null);
}
