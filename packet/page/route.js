// The route that options recorded, there and back, and arrows from pointers to what they point at.

// Where each step stands: the way there from left to right, the turn at the end, the way back beneath it; in a
// narrow page the same from top to bottom.
function placeSteps(list, steps) {
  const legs = { there: [], turn: [], back: [] };
  for (const step of steps) legs[step.dataset.leg].push(step);
  const length = Math.max(legs.there.length, legs.back.length), returns = legs.turn.length + legs.back.length > 0;
  const columns = length + (legs.turn.length > 0 ? 1 : 0);
  const upright = columns * 7.4 * letterSize() > article.clientWidth - 3.6 * letterSize();
  list.classList.toggle("upright", upright);
  list.classList.toggle("returns", returns);
  list.classList.toggle("turns", legs.turn.length > 0);
  list.style.setProperty("--steps", columns);
  const put = (step, along, across) => { step.style.gridArea = upright ? `${along} / ${across}` : `${across} / ${along}`; };
  legs.there.forEach((step, at) => put(step, length - legs.there.length + at + 1, 1));
  legs.back.forEach((step, at) => put(step, length - at, 2));
  legs.turn.forEach((step, at) => put(step, length + 1, Math.min(at + 1, 2)));
}
function drawRoute(packet) {
  const list = make("ol", "route");
  list.setAttribute("aria-label", "The route that options recorded");
  const steps = packet.route.map(([address, role, leg, at], index) => {
    const step = make("li", index === 0 || index === packet.route.length - 1 ? "end" : "");
    step.dataset.leg = leg;
    step.append(make("code", "", address), make("span", "", leg === "turn" ? `${role}, turn` : role));
    const place = at === undefined ? undefined : places.find((one) => firstOctet(one) === at);
    if (place) watch(step, place);
    return step;
  });
  list.append(...steps);
  placeSteps(list, steps);
  return list;
}

// Along the lines between rows, and beside the cells, so that no words are crossed.
function pointerPath(from, to, edge) {
  const start = (from.left + from.right) / 2, below = from.bottom, end = (to.left + to.right) / 2, above = to.top;
  const way = Math.abs(below - above) < 2 ? "" : `H${edge}V${above}`;
  return { line: `M${start} ${below - 6}V${below}${way}H${end}V${above + 4}`, head: `M${end} ${above + 11}l-5.5 -9h11z`, start, top: below - 6 };
}
function drawPointers(packet) {
  article.querySelector(".pointers")?.remove();
  const picture = draw("svg", { class: "pointers", "aria-hidden": "true" }), box = article.getBoundingClientRect();
  const left = box.left - article.scrollLeft, top = box.top - article.scrollTop;
  const boxOf = (node) => {
    const { left: x1, right: x2, top: y1, bottom: y2 } = node.getBoundingClientRect();
    return { left: x1 - left, right: x2 - left, top: y1 - top, bottom: y2 - top };
  };
  for (const [layer, field] of packet.points ?? []) {
    const place = places.find((one) => one.layer === layer && one.field === field), target = targetOf(packet, place);
    const aim = target?.nodes.find((node) => node.matches(".cell, .run"));
    if (!aim || place === target) continue;
    const cells = boxOf(aim.parentElement), from = boxOf(place.main), to = boxOf(aim);
    const isRight = to.left + to.right > cells.left + cells.right;
    const { line, head, start, top: begin } = pointerPath(from, to, isRight ? cells.right + 9 : cells.left - 9);
    picture.append(draw("path", { class: "arrow", d: line }), draw("path", { class: "head", d: head }), draw("circle", { class: "head", cx: start, cy: begin, r: 4 }));
  }
  picture.style.height = `${article.scrollHeight}px`;
  if (picture.childElementCount > 0) article.append(picture);
}
