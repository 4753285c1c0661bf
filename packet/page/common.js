"use strict";
// Shows what the program dissected: nothing here knows a header or a field.
const data = JSON.parse(document.getElementById("data").textContent);
const { layouts, packets } = data;
const byId = (id) => document.getElementById(id);
const scroll = byId("scroll"), rows = byId("rows"), article = byId("packet"), fieldBox = byId("field");
const octetsBox = byId("octets"), search = byId("search");
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
const letterSize = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
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
const isLinked = (index, other) => packets[index].answers === other || packets[other].answers === index;
